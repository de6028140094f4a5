"""Sums up findings: precision, recall, F1, sure and wrong, calibration, and which properties the faults go with."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from libs.samples.truth import Truth
from tests.accuracy.documents import Document
from tests.accuracy.scoring import Finding

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
KEYS = ("seller.name", "buyer.name", "seller.vat", "buyer.vat", "number", "issue_date", "due_date",
        "total_without_vat", "total_vat", "total_with_vat", "seller.iban", "structured_communication")  # fmt: skip
"""The fields whose words are counted as found or not."""
FAULTY = ("wrong", "absent", "made_up")


@dataclass
class Score:
    """Counts of one field (or several) over many documents."""

    verdicts: Counter[str] = field(default_factory=Counter)
    sure: int = 0
    sure_wrong: int = 0

    def add(self, finding: Finding) -> None:
        self.verdicts[finding.verdict] += 1
        if finding.sure and finding.verdict != "silent":
            self.sure += 1
            self.sure_wrong += finding.verdict != "exact"

    def merged(self, other: "Score") -> "Score":
        return Score(self.verdicts + other.verdicts, self.sure + other.sure, self.sure_wrong + other.sure_wrong)

    @property
    def expected(self) -> int:
        return self.verdicts["exact"] + self.verdicts["absent"] + self.verdicts["wrong"]

    @property
    def answered(self) -> int:
        return self.verdicts["exact"] + self.verdicts["wrong"] + self.verdicts["made_up"]

    @property
    def precision(self) -> float | None:
        return self.verdicts["exact"] / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        return self.verdicts["exact"] / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        both = self.expected + self.answered
        return 2 * self.verdicts["exact"] / both if both else None


@dataclass(frozen=True)
class Fault:
    """One field of one document that is not exact, with how the document looked."""

    document: str
    design: str
    look: dict[str, str]
    finding: Finding


@dataclass
class Tally:
    """All counts of one class of documents."""

    documents: int = 0
    pages: int = 0
    seconds: float = 0.0
    unread: Counter[str] = field(default_factory=Counter)  # reasons why a file was not read
    scores: dict[str, Score] = field(default_factory=dict)
    bins: dict[float, list[int]] = field(default_factory=dict)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    designs: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    words_asked: int = 0
    words_found: int = 0

    def add(self, findings: Iterable[Finding], document: Document, seconds: float) -> None:
        """Count one document."""
        pages, look = document.sample.truth.pages, document.look
        self.documents, self.pages, self.seconds = self.documents + 1, self.pages + pages, self.seconds + seconds
        self.designs[document.design] += 1
        for value in look.items():
            self.seen[value] += 1
        for finding in findings:
            self.scores.setdefault(finding.field, Score()).add(finding)
            self._calibrate(finding)
            if finding.verdict in FAULTY:
                self.faults.append(Fault(document.sample.name, document.design, look, finding))

    def add_words(self, truth: Truth, text: str) -> None:
        """Count which of the important values the engine read at all, as printed except for blanks."""
        seen = "".join(text.split())
        printed = ["".join(truth.shown[name].split()) for name in KEYS if name in truth.shown]
        self.words_asked += len(printed)
        self.words_found += sum(value in seen for value in printed)

    def _calibrate(self, finding: Finding) -> None:
        """Count a value for the calibration; made-up values are wrong, because a user would have believed them."""
        if finding.confidence is None or finding.verdict == "silent":
            return
        low = max(edge for edge in BINS if edge <= finding.confidence)
        right, all_ = self.bins.setdefault(low, [0, 0])
        self.bins[low] = [right + (finding.verdict == "exact"), all_ + 1]

    def score(self, *fields: str) -> Score:
        """The score of some fields together."""
        found = Score()
        for name in fields:
            found = found.merged(self.scores.get(name, Score()))
        return found

    def all_fields(self) -> Score:
        return self.score(*(name for name in self.scores if name not in ("readable", "kind", "language")))

    def merge(self, other: "Tally") -> None:
        """Add the counts of another process."""
        self.documents, self.pages = self.documents + other.documents, self.pages + other.pages
        self.seconds += other.seconds
        self.words_asked, self.words_found = self.words_asked + other.words_asked, self.words_found + other.words_found
        self.unread += other.unread
        for name, score in other.scores.items():
            self.scores[name] = self.scores.get(name, Score()).merged(score)
        for low, (right, all_) in other.bins.items():
            mine = self.bins.setdefault(low, [0, 0])
            self.bins[low] = [mine[0] + right, mine[1] + all_]
        self.seen += other.seen
        self.designs += other.designs
        self.faults += other.faults

    def cause(self, name: str) -> tuple[str, str, float, float] | None:
        """The value of an axis on which a field fails most clearly: axis, value, share there, share elsewhere."""
        faults = [fault for fault in self.faults if fault.finding.field == name]
        found = []
        for (axis, value), seen in self.seen.items():
            here = sum(fault.look.get(axis) == value for fault in faults)
            elsewhere = self.documents - seen
            if seen >= 3 and here >= 2 and elsewhere:
                there, rest = here / seen, (len(faults) - here) / elsewhere
                found.append((here * (there - rest), axis, value, there, rest))
        best = max(found, default=(0.0, "", "", 0.0, 0.0))
        return best[1:] if best[0] > 0 else None

    def worst_designs(self, count: int) -> list[tuple[str, Counter[str]]]:
        """The designs with the most faults, and in which fields."""
        per_design: dict[str, Counter[str]] = {}
        for fault in self.faults:
            per_design.setdefault(fault.design, Counter())[fault.finding.field] += 1
        return sorted(per_design.items(), key=lambda item: -item[1].total())[:count]
