"""Layouts as combinations of choices: each axis is one independent decision of a designer.

`compose` makes the family of one choice per axis. The values here may be looked at while the reader is tuned; the
values of the report set are kept elsewhere and added there (`tests/accuracy/README.md`).
"""

from libs.samples.layouts.axes.space import Axes, Choice, Foot, Head, Parts, Totals, compose, fits
from libs.samples.layouts.axes.values import SHARED

__all__ = ["SHARED", "Axes", "Choice", "Foot", "Head", "Parts", "Totals", "compose", "fits"]
