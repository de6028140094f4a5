"""Benchmarks: ratios to a reference measured beside them, as medians of alternating rounds. No assertions on time.

Numerical libraries get one thread, as in the workers of ocr_extract; this is set before they load.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
