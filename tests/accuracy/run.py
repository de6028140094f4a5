"""Makes, reads and scores the documents of a plan, in two processes, keeping nothing on disk."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from libs.samples.text_layer import text_of
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, require
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Unreadable
from services.ocr_extract.reading import read_bytes
from tests.accuracy.baseline import baseline_findings
from tests.accuracy.documents import IMAGE_CLASSES, Class, Designs, Document, Task, make_document
from tests.accuracy.scoring import findings
from tests.accuracy.tally import Tally

BASELINE_CLASSES: frozenset[Class] = frozenset(("born-digital",))


@dataclass
class Results:
    """A tally per class and lot of designs, one of the baseline, what was left out, and the memory of a process."""

    tallies: dict[tuple[Class, str], Tally] = field(default_factory=dict)
    baseline: Tally = field(default_factory=Tally)
    not_read: dict[Class, int] = field(default_factory=dict)
    peak_mib: int = 0

    def of(self, *classes: Class, lot: str | None = None) -> Tally:
        """The tally of some classes together."""
        together = Tally()
        for (class_, of_lot), tally in sorted(self.tallies.items()):
            if class_ in classes and lot in (None, of_lot):
                together.merge(tally)
        return together

    def merge(self, other: "Results") -> None:
        for key, tally in other.tallies.items():
            self.tallies.setdefault(key, Tally()).merge(tally)
        self.baseline.merge(other.baseline)
        self.peak_mib = max(self.peak_mib, other.peak_mib)


@dataclass(frozen=True)
class Setup:
    """The settings of every process of a run."""

    designs_of: Callable[[], Designs]
    engine: Choice
    baseline: bool

    @property
    def reads_images(self) -> bool:
        """Whether the engine is installed; a missing one is named in the report, not replaced."""
        try:
            return require(self.engine) != EngineName.NONE
        except EngineMissing:
            return False


def run(tasks: list[Task], setup: Setup, *, processes: int = 2) -> Results:
    """Make, read and score all documents. Images are left out when no engine is installed."""
    results = Results()
    if not setup.reads_images:
        for task in tasks:
            if task.class_ in IMAGE_CLASSES:
                results.not_read[task.class_] = results.not_read.get(task.class_, 0) + 1
        tasks = [task for task in tasks if task.class_ not in IMAGE_CLASSES]
    forking = multiprocessing.get_context("fork")
    with forking.Pool(processes, begin, (setup,)) as pool:
        for part in pool.imap_unordered(_one, tasks, chunksize=4):
            results.merge(part)
    for tally in (*results.tallies.values(), results.baseline):
        tally.faults.sort(key=lambda fault: (fault.document, fault.finding.field))
    return results


PROCESS: dict[str, Any] = {}
"""What a process keeps from one document to the next: `designs`, `recogniser`, `baseline`."""


def begin(setup: Setup) -> None:
    """Prepare a process before its first document."""
    recogniser = Recogniser.of(setup.engine) if setup.reads_images else None
    PROCESS.update(designs=setup.designs_of(), baseline=setup.baseline, recogniser=recogniser)
    read_document(
        make_document(Task("born-digital", 0, 0), PROCESS["designs"])
    )  # imports and tables are not reading time


def _one(task: Task) -> Results:
    document = make_document(task, PROCESS["designs"])
    outcome, seconds = read_document(document)
    results = Results(peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    tally = results.tallies.setdefault((task.class_, document.lot), Tally())
    tally.add(findings(document.sample.truth, outcome), document, seconds)
    if isinstance(outcome.result, Unreadable):
        tally.unread[outcome.result.code] += 1
    if task.class_ in IMAGE_CLASSES and outcome.pdf:
        tally.add_words(document.sample.truth, text_of(outcome.pdf))
    if PROCESS["baseline"] and task.class_ in BASELINE_CLASSES and document.sample.truth.total_with_vat is not None:
        start = time.process_time()
        found = list(baseline_findings(document.sample.content, document.sample.truth))
        results.baseline.add(found, document, time.process_time() - start)
    return results


def read_document(document: Document) -> Any:
    """Read a document as a worker of the service does, with the same function and limits."""
    client = document.client
    identity = ClientIdentity.of(name=client.name, vat_number=client.vat, ibans=(client.iban,))
    start = time.process_time()
    outcome = read_bytes(document.sample.content, identity, Limits(), PROCESS["recogniser"])
    return outcome, time.process_time() - start
