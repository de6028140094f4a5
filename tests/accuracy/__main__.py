"""`make accuracy`: reads the held-out documents and writes docs/accuracy.md.

With SEREIN_FOREIGN_PAPERS it also reads that folder of other people's papers; `--foreign-only` reads nothing else and
replaces their section of the page.

`python -m tests.accuracy --tuning --cases` prints the same for the designs that may be looked at, case by case.
"""

import argparse
import sys
from pathlib import Path

from services.ocr_extract.ocr.engines.choice import EngineName, choose
from tests.accuracy.designs import tuning_designs
from tests.accuracy.documents import CLASSES, plan
from tests.accuracy.foreign import SETTING, folder_of_setting, foreign_section, with_section
from tests.accuracy.held_out import held_out_designs
from tests.accuracy.report import page
from tests.accuracy.run import Results, Setup, run

DOCUMENTS, SEED = 1200, 1
PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--classes", nargs="+", choices=CLASSES, default=list(CLASSES))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--engine", type=EngineName, choices=list(EngineName), default=EngineName.RAPIDOCR)
    parser.add_argument("--second-engine", type=EngineName, choices=list(EngineName), help="as the service's setting")
    parser.add_argument("--models", type=Path, help="weights of an engine that brings none")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--without-baseline", action="store_true", help="leave invoice2data out")
    parser.add_argument("--tuning", action="store_true", help="the designs for tuning, to the screen")
    parser.add_argument("--cases", action="store_true", help="with --tuning: every value that is not exact")
    parser.add_argument("--foreign-only", action="store_true", help=f"only the papers of {SETTING}")
    parser.add_argument("--write", type=Path, default=PAGE, help="where the report goes")
    chosen = parser.parse_args(arguments)
    if chosen.cases and not chosen.tuning:
        parser.error("the cases of held-out documents are not for looking at; use --tuning --cases")
    folder = folder_of_setting()
    if chosen.foreign_only:
        if folder is None:
            parser.error(f"{SETTING} names no folder")
        chosen.write.write_text(
            with_section(chosen.write.read_text(encoding="utf-8"), foreign_section(folder)), "utf-8"
        )
        return 0
    designs_of = tuning_designs if chosen.tuning else held_out_designs
    tasks = plan(chosen.seed, chosen.documents, tuple(name for name in CLASSES if name in chosen.classes))
    for_tuning = "for tuning, which may be looked at"
    for_report = "that nobody looks at while the rules are made"
    engine = choose(chosen.engine, chosen.models, chosen.second_engine)
    results = run(
        tasks,
        Setup(designs_of, engine, baseline=not chosen.without_baseline),
        processes=chosen.processes,
    )
    found = page(
        results,
        made_by=" ".join(("python -m tests.accuracy", *arguments)),
        documents=len(tasks),
        designs=f"seed {chosen.seed}, in {sum(map(len, designs_of().values()))} designs "
        f"{for_tuning if chosen.tuning else for_report}",
    )
    if chosen.tuning:
        print(found)
        if chosen.cases:
            _print_cases(results)
    else:
        found = with_section(found, foreign_section(folder)) if folder else found
        chosen.write.write_text(found, encoding="utf-8")
        print(f"{chosen.write}: {len(tasks)} documents")
    return 0


def _print_cases(results: Results) -> None:
    for (class_, _), tally in sorted(results.tallies.items()):
        for fault in tally.faults:
            finding = fault.finding
            flag = " SURE" if finding.sure else ""
            case = " ".join(fault.look[name] for name in ("special", "image") if name in fault.look)
            print(f"{class_} {fault.document} [{case}] {finding.verdict}{flag} {finding.field}: "
                  f"truth {finding.expected!r}, read {finding.got!r}  <{fault.design}>")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
