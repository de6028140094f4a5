"""Written by `python -m tests.accuracy.calibrate` from tuning designs; not by hand."""

SHARES: dict[str, list[tuple[float, float]]] = {}
