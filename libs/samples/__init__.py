"""Seeded sample documents that look like real business papers, each with its truth beside it.

`demo_set()` is the world of the demo; `libs.samples.batch.samples(seed, count)` draws as many documents as wanted;
`libs.samples.bad` and `libs.samples.coda_defects` make what a reader must refuse.
"""

from libs.samples.demo import DemoSet, demo_set
from libs.samples.truth import Sample, Truth, duplicate

__all__ = ["DemoSet", "Sample", "Truth", "demo_set", "duplicate"]
