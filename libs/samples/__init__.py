"""Sample documents drawn from a seed: they look like real business documents, and each comes with its expected values.

`demo_set()` makes the data of the demo; `libs.samples.batch.samples(seed, count)` makes any number of documents;
`libs.samples.bad` and `libs.samples.coda_defects` make files that a reader must refuse.
"""

from libs.samples.demo import DemoSet, demo_set
from libs.samples.truth import Sample, Truth, duplicate

__all__ = ["DemoSet", "Sample", "Truth", "demo_set", "duplicate"]
