"""Benchmarks: ratios against something written beside them, medians of alternating rounds. No assertions on time.

Numerical libraries get one thread, as in the workers of the readers, and learn it before they load.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
