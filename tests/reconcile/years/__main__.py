"""Score the matchers on generated years: `python -m tests.reconcile.years --size 1000 --seed 1 [--one] [--json]`."""

import argparse
import json
import time
from dataclasses import asdict

from tests.reconcile.years.generate import generate
from tests.reconcile.years.matcher import MATCHERS
from tests.reconcile.years.score import Score, score


def main() -> None:
    """Print the figures of each matcher side by side, then the scenarios of the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="documents in the set")
    parser.add_argument("--seed", type=int, action="append", help="once for each set; their counts are added")
    parser.add_argument("--one", action="store_true", help="one large company instead of many small ones")
    parser.add_argument("--matcher", choices=MATCHERS, action="append", help="only these")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    asked = parser.parse_args()
    for seed in asked.seed or [1]:
        began = time.perf_counter()
        years = generate(asked.size, seed, one=asked.one)
        made = time.perf_counter() - began
        scores = {name: score(years, MATCHERS[name]) for name in asked.matcher or MATCHERS}
        if asked.json:
            print(json.dumps({name: _as_json(each) for name, each in scores.items()} | {"seed": seed}))
        else:
            documents = sum(len(c.documents) for c in years.companies)
            transactions = sum(len(c.transactions) for c in years.companies)
            print(f"seed {seed}: {len(years.companies)} companies, {documents} documents, {transactions} transactions, "
                  f"generated in {made:.1f} s, in all {time.perf_counter() - began:.1f} s\n")  # fmt: skip
            _show(scores)


def _as_json(each: Score) -> dict[str, object]:
    lines = {name: asdict(line) for name, line in sorted(each.lines.items())}
    return {**each.figures(), "wrong of": dict(each.wrong_of), "scenarios": lines}


def _show(scores: dict[str, Score]) -> None:
    print(f"{'':44}" + "".join(f"{name:>10}" for name in scores))
    figures = {name: each.figures() for name, each in scores.items()}
    for row in next(iter(figures.values())):
        print(f"{row:44}" + "".join(f"{_number(figures[name][row]):>10}" for name in scores))
    name, each = next(iter(scores.items()))
    print(f"\n{name:20}" + "".join(f"{head:>11}" for head in HEADS))
    for scenario, line in sorted(each.lines.items()):
        values = (line.groups, line.linked, line.decidable, line.found, line.proposed, line.first, line.few, line.said)
        print(f"{scenario:20}" + "".join(f"{v:>11}" for v in (*values, each.wrong_of[scenario])))
    others = {s: n for s, n in each.wrong_of.items() if s not in each.lines}
    print(f"wrong links of transactions without a document: {others or 'none'}\n")


HEADS = ("groups", "linked", "decidable", "of these", "left open", "first", "in three", "said", "wrong")


def _number(value: float) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
