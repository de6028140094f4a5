"""Layouts as points in a space: each axis is one decision of whoever designed the paper, taken without the others.

`compose` makes the family of one point. The values here are those that anybody may look at; the values that only the
report set uses are kept elsewhere and joined in there (`tests/accuracy/README.md`).
"""

from libs.samples.layouts.axes.space import Axes, Choice, Foot, Head, Parts, Totals, compose, fits
from libs.samples.layouts.axes.values import SHARED

__all__ = ["SHARED", "Axes", "Choice", "Foot", "Head", "Parts", "Totals", "compose", "fits"]
