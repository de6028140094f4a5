"""Measures reading on generated samples and prints a table per field.

`python -m tests.ocr_extract.accuracy --seeds 1 2 3` (add `--cases` to see what is not exact)
"""

import argparse
import time
from collections.abc import Iterator

from libs.samples import Sample, demo_set
from libs.samples.batch import samples
from libs.samples.companies import fixed_clients
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.scoring import Tally, compare, identity_of

COLUMNS = ("expected", "exact", "absent", "wrong", "made_up", "sure", "sure_wrong")


def demo_samples(seed: int) -> Iterator[tuple[Sample, ClientIdentity]]:
    """The demo's documents, each with the client's identity as the service would know it."""
    world = demo_set(seed=seed)
    names: dict[str | None, str] = {client.company.vat: client.company.name for client in world.clients}
    ibans: dict[str | None, str] = {client.company.vat: client.company.iban for client in world.clients}
    for document in world.documents:
        yield document.sample, identity_of(document.sample, names, ibans)


def batch_samples(seed: int, count: int) -> Iterator[tuple[Sample, ClientIdentity]]:
    """Documents of all kinds and layouts for the generator's two clients."""
    names: dict[str | None, str] = {company.vat: company.name for company in fixed_clients()}
    ibans: dict[str | None, str] = {company.vat: company.iban for company in fixed_clients()}
    for sample in samples(seed, count):
        yield sample, identity_of(sample, names, ibans)


def measure(samples: Iterator[tuple[Sample, ClientIdentity]]) -> tuple[Tally, int, float]:
    """Read every sample in this process; returns the tally, the number of samples and the seconds they took."""
    tally, count, spent = Tally(), 0, 0.0
    for sample, identity in samples:
        start = time.perf_counter()
        outcome = read_bytes(sample.content, identity, Limits())
        spent += time.perf_counter() - start
        count += 1
        for comparison in compare(sample, outcome.result):
            tally.add(f"{sample.name} ({sample.truth.layout}, {sample.truth.language})", comparison)
    return tally, count, spent


def table(tally: Tally) -> str:
    """The table, with one row per field."""
    lines = [f"{'field':26}" + "".join(f"{name:>11}" for name in COLUMNS) + f"{'exact %':>10}"]
    for name, counter in tally.counts.items():
        expected = counter["exact"] + counter["absent"] + counter["wrong"]
        if not expected and not counter["made_up"]:
            continue
        numbers = [expected, *(counter[column] for column in COLUMNS[1:])]
        share = f"{100 * counter['exact'] / expected:10.1f}" if expected else f"{'-':>10}"
        lines.append(f"{name:26}" + "".join(f"{number:>11}" for number in numbers) + share)
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--count", type=int, default=100, help="documents a seed; 0 for the demo's own")
    parser.add_argument("--cases", action="store_true", help="print every case that is not exact")
    options = parser.parse_args()
    tally, count, spent = measure(
        pair
        for seed in options.seeds
        for pair in (batch_samples(seed, options.count) if options.count else demo_samples(seed))
    )
    print(f"{count} documents, seeds {options.seeds}, {1000 * spent / max(1, count):.0f} ms a document\n")
    print(table(tally))
    if options.cases:
        for name, case in tally.cases:
            flag = " SURE" if case.sure else ""
            print(f"{case.verdict}{flag} {case.field} in {name}: expected {case.expected!r}, got {case.got!r}")


if __name__ == "__main__":
    main()
