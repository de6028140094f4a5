"""Writes what a run found as a page: what was aimed at, what was reached, and where it fails."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.accuracy.documents import CLASSES, IMAGE_CLASSES, Class
from tests.accuracy.run import Results
from tests.accuracy.scoring import AMOUNTS, IDENTIFIERS
from tests.accuracy.tally import BINS, Score, Tally

PROVABLE = (
    "seller.vat",
    "buyer.vat",
    "iban",
    "structured_communication",
    "creditor_reference",
    "total_without_vat",
    "total_vat",
    "total_with_vat",
    "vat_rows",
    "issue_date",
    "due_date",
    "number",
)
_ORDER = (
    "kind",
    "language",
    "seller.name",
    "seller.vat",
    "buyer.name",
    "buyer.vat",
    "number",
    "original_number",
    "issue_date",
    "due_date",
    "currency",
    "total_without_vat",
    "total_vat",
    "total_with_vat",
    "vat_rows",
    "prepaid",
    "iban",
    "bic",
    "structured_communication",
    "creditor_reference",
    "payment",
    "lines",
    "allowances",
    "card_number",
    "card_scheme",
    "card_total",
    "card_carried_over",
    "card_debit_day",
    "card_lines",
    "card_sorts",
    "card_merchants",
    "card_foreign",
    "seller.street",
    "seller.postcode",
    "seller.city",
    "buyer.street",
    "buyer.postcode",
    "buyer.city",
)
MISSING = "needs OCR: not read"


@dataclass(frozen=True)
class Target:
    """An aim of the project for one class and some fields; with `wrong` it is the largest share that may be wrong."""

    class_: Class
    what: str
    fields: tuple[str, ...]
    aim: float


TARGETS: tuple[Target, ...] = (
    Target("born-digital", "identifiers, totals, rates, dates, number", PROVABLE, 0.98),
    Target("born-digital", "supplier name", ("seller.name",), 0.96),
    Target("scan", "identifiers, totals, rates, dates, number", PROVABLE, 0.96),
    Target("scan", "supplier name", ("seller.name",), 0.94),
    Target("photo", "identifiers, totals, rates, dates, number", PROVABLE, 0.93),
    Target("photo", "supplier name", ("seller.name",), 0.90),
    Target("xml", "identifiers, totals, rates, dates, number", PROVABLE, 1.0),
    Target("xml", "supplier name", ("seller.name",), 1.0),
)
SURE_AND_WRONG, KIND, PAYMENT = 0.003, 0.99, 0.95


def page(results: Results, *, made_by: str, documents: int, designs: str) -> str:
    """The whole report in Markdown."""
    parts = [
        "# How well documents are read",
        f"Written by `{made_by}`: {documents} generated documents with exact truth, {designs}. How the set is divided "
        "stands in `tests/accuracy/README.md`. The same command gives the same documents on any machine; seconds and "
        "memory are those of the machine that wrote this page.",
        "A value counts as right when it equals the truth after case, blanks and dashes are made alike. Precision is "
        "the share of right values among those read (values that the document does not show count against it), recall "
        "the share of right values among those printed; F1 is their harmonic mean.",
        "These documents are generated, not collected. They vary in layout, words and damage, but are cleaner than "
        "real ones: the figures compare versions and classes, and do not promise the same share on other documents.",
        "## Aims",
        _aims(results),
        "## Over all classes",
        _overview(results),
        _lots(results),
        *(part for class_ in CLASSES for part in _class(results, class_)),
        "## Confidence and truth",
        _calibration(results.of(*CLASSES)),
        *_baseline(results),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _aims(results: Results) -> str:
    rows: list[tuple[str, ...]] = []
    for target in TARGETS:
        tally = results.of(target.class_)
        f1 = _share(tally.score(*target.fields).f1) or "not run"
        reached = MISSING if target.class_ in results.not_read else f1
        rows.append((target.class_, f"F1 of {target.what}", f"at least {_share(target.aim)}", reached,
                     _weakest(tally, target)))  # fmt: skip
    everything = results.of(*CLASSES)
    fields = everything.all_fields()
    wrong = fields.sure_wrong / fields.sure if fields.sure else 0.0
    kind, paid = everything.score("kind"), everything.score("payment")
    rows += [
        ("all", "sure and wrong", f"at most {_share(SURE_AND_WRONG)}", f"{_share(wrong)} of {fields.sure}", ""),
        ("all", "kind of document", f"at least {_share(KIND)}", _share(kind.recall), ""),
        ("all", "F1 of payment state", f"at least {_share(PAYMENT)}", _share(paid.f1), ""),
    ]
    return _table(("class", "what", "aim", "reached", "fields below the aim"), rows)


def _weakest(tally: Tally, target: Target) -> str:
    below = [(name, tally.score(name).f1) for name in target.fields]
    return ", ".join(f"{name} {_share(f1)}" for name, f1 in below if f1 is not None and f1 < target.aim)


def _overview(results: Results) -> str:
    rows: list[tuple[str, ...]] = []
    for class_ in CLASSES:
        if class_ in results.not_read:
            rows.append((class_, str(results.not_read[class_]), MISSING, "", "", "", "", "", "", ""))
            continue
        tally = results.of(class_)
        if not tally.documents:
            continue
        groups = (tally.score(*IDENTIFIERS).f1, tally.score(*AMOUNTS).f1, tally.all_fields().f1)
        rows.append((class_, str(tally.documents), *(_share(value) for value in groups),
                     _share(tally.score("kind").recall), _share(tally.score("payment").f1),
                     f"{tally.seconds / max(1, tally.pages):.3f}",
                     _share(tally.words_found / tally.words_asked if tally.words_asked else None),
                     ", ".join(f"{count} {code}" for code, count in sorted(tally.unread.items()))))  # fmt: skip
    heads = ("class", "documents", "identifiers F1", "amounts F1", "all fields F1", "kind", "payment F1",
             "processor s a page", "words found", "not readable")  # fmt: skip
    return (
        f"{_table(heads, rows)}\n\nWords found is the share of names, numbers, dates and totals that the engine saw as "
        f"printed, blanks aside: no rule can find more. A process that makes, reads and scores took at most "
        f"{results.peak_mib} MiB."
    )


def _lots(results: Results) -> str:
    """The table of how much unseen values cost: documents with some, beside new combinations of seen ones."""
    rows = []
    for lot in sorted({lot for _, lot in results.tallies}):
        tally = results.of(*CLASSES, lot=lot)
        rows.append((lot, str(tally.documents), _share(tally.score(*PROVABLE).f1), _share(tally.all_fields().f1),
                     _share(tally.score("kind").recall)))  # fmt: skip
    heads = ("designs", "documents", "F1 of the fields aimed at", "all fields F1", "kind")
    return _table(heads, rows) if len(rows) > 1 else ""


def _class(results: Results, class_: Class) -> Iterable[str]:
    tally = results.of(class_)
    if class_ in results.not_read:
        yield f"## {class_}"
        yield f"{results.not_read[class_]} documents: {MISSING}. No OCR engine was loaded."
    elif tally.documents:
        yield f"## {class_}"
        yield _fields(tally)
        yield _why(tally, 0.93 if class_ in IMAGE_CLASSES else 0.98)
        yield _worst(tally)


def _fields(tally: Tally) -> str:
    rows = []
    for name in _ORDER:
        score = tally.scores.get(name, Score())
        if score.expected or score.answered:
            rows.append((name, str(score.expected), str(score.answered), _share(score.precision), _share(score.recall),
                         _share(score.f1), str(score.sure or ""), str(score.sure_wrong or "")))  # fmt: skip
    heads = ("field", "printed", "read", "precision", "recall", "F1", "sure", "sure and wrong")
    return _table(heads, rows)


def _why(tally: Tally, aim: float) -> str:
    """For each weak field: how it fails, and the property of documents with which it fails most clearly."""
    lines = []
    for name in _ORDER:
        score = tally.scores.get(name, Score())
        if score.f1 is None or score.f1 >= aim:
            continue
        how = ", ".join(f"{score.verdicts[verdict]} {verdict.replace('_', ' ')}"
                        for verdict in ("absent", "wrong", "made_up") if score.verdicts[verdict])  # fmt: skip
        cause = tally.cause(name)
        where = ""
        if cause:
            axis, value, there, elsewhere = cause
            where = f"; most where {axis} is {value} ({_share(there)} of such documents, {_share(elsewhere)} of others)"
        lines.append(f"- {name}: {how}{where}.")
    return "\n".join(["Where it fails:", "", *lines]) if lines else ""


def _worst(tally: Tally) -> str:
    rows = [
        (f"`{name}`", str(tally.designs[name]), str(faults.total()),
         ", ".join(f"{field} {count}" for field, count in faults.most_common(6)))
        for name, faults in tally.worst_designs(6)
    ]  # fmt: skip
    return _table(("worst designs", "documents", "faults", "in"), rows) if rows else ""


def _calibration(tally: Tally) -> str:
    rows = []
    for low, high in zip(BINS, (*BINS[1:], None), strict=True):
        right, count = tally.bins.get(low, (0, 0))
        if count:
            span = "1" if high is None else f"{low:g} up to {high:g}"
            rows.append((span, str(count), _share(right / count)))
    return _table(("confidence given", "values", "share that is right"), rows)


def _baseline(results: Results) -> Iterable[str]:
    tally = results.baseline
    if not tally.documents:
        return
    yield "## Beside invoice2data"
    yield (
        "The same born-digital documents, read by invoice2data with the templates that it brings, through pypdfium2. "
        "It reads suppliers for whom somebody wrote a template; the suppliers here are invented, so it has none of "
        "them, and what it gets right is what a foreign template happens to fit. It was not made for this comparison; "
        "with one template per supplier it is exact on that supplier."
    )
    ours = results.of("born-digital")
    names = ("seller.name", "number", "issue_date", "total_with_vat", "currency", "seller.vat", "iban")
    rows = [(name, str(tally.score(name).expected), _share(tally.score(name).f1 or 0.0), _share(ours.score(name).f1))
            for name in names]  # fmt: skip
    yield _table(("field", "printed", "invoice2data F1", "Serein F1"), rows)
    matched = tally.score("matched")
    yield (
        f"A template matched {matched.verdicts['exact']} of {matched.expected} documents; "
        f"{tally.seconds / max(1, tally.pages):.3f} s a page against {ours.seconds / max(1, ours.pages):.3f} s."
    )


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
