"""Benchmarks: ratios against something written beside them, medians of alternating rounds. No assertions on time."""
