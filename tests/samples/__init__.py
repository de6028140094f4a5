"""Seeded sample documents that look like real business papers, each with its truth beside it.

`demo_set()` is the world of the demo; `tests.samples.batch.samples(seed, count)` draws as many documents as wanted;
`tests.samples.bad` and `tests.samples.coda_defects` make what a reader must refuse.
"""

from tests.samples.demo import DemoSet, demo_set
from tests.samples.truth import Sample, Truth, duplicate

__all__ = ["DemoSet", "Sample", "Truth", "demo_set", "duplicate"]
