"""The score of a matcher on generated years: how many of its links are right, how much it finds, what it proposes."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import sqrt
from uuid import UUID

from tests.reconcile.years.matcher import Matcher, Result
from tests.reconcile.years.truth import ONE_TO_ONE, PROPOSED, TOGETHER, CompanyYear, Group, Relation, Years

Z = 1.959964
"""Two-sided 95 %."""
ASKED = PROPOSED | TOGETHER | ONE_TO_ONE
FIRST_FEW = 3
SAID: dict[Relation, tuple[str, ...]] = {
    Relation.DISCOUNT: ("discount",),
    Relation.ROUNDING: ("rounding",),
    Relation.PART: ("part",),
    Relation.INSTALMENT: ("part",),
    Relation.FACTOR: ("other_payee",),
    Relation.CHANGED_ACCOUNT: ("whole", "other_payee"),
    Relation.FOREIGN_CURRENCY: ("foreign_currency",),
    Relation.BATCH: ("together",),
    Relation.COLLECTIVE: ("together",),
    Relation.NETTED: ("netted",),
}
"""What the payment may be said to be, by what it is."""


def lower_bound(right: int, of: int) -> float:
    """The lower end of the 95 % interval of a share (Wilson); 0 of nothing."""
    if not of:
        return 0.0
    share, z2 = right / of, Z * Z
    return (share + z2 / (2 * of) - Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of))) / (1 + z2 / of)


@dataclass
class Line:
    """One scenario. `proposed`: payments left open in which something of the documents is visible; `first`, `few`:
    the right combination is offered first, or among the first three; `said`: first, and said to be what it is."""

    groups: int = 0
    decidable: int = 0
    found: int = 0
    linked: int = 0
    proposed: int = 0
    first: int = 0
    few: int = 0
    said: int = 0


@dataclass
class Score:
    """The counts of one matcher over all companies; a share of nothing is shown as 1."""

    links: int = 0
    wrong: int = 0
    barred: int = 0
    by_itself: int = 0
    returns: int = 0
    returns_found: int = 0
    returns_wrong: int = 0
    reopened: int = 0
    duplicates: int = 0
    duplicates_right: int = 0
    duplicates_wrong: int = 0
    lines: dict[str, Line] = field(default_factory=lambda: defaultdict(Line))
    relations: dict[Relation, Line] = field(default_factory=lambda: defaultdict(Line))
    wrong_of: Counter[str] = field(default_factory=Counter)

    @property
    def precision_low(self) -> float:
        """The lower 95 % bound of the precision of links."""
        return lower_bound(self.links - self.wrong, self.links)

    def recall(self, relations: frozenset[Relation]) -> float:
        """The share of decidable groups of these relations that were linked whole."""
        some = [line for relation, line in self.relations.items() if relation in relations]
        return share(sum(line.found for line in some), sum(line.decidable for line in some))

    def offered(self, relations: frozenset[Relation]) -> tuple[float, float]:
        """The share of payments of these relations with the right combination first, and in the first three."""
        some = [line for relation, line in self.relations.items() if relation in relations]
        asked = sum(line.proposed for line in some)
        return share(sum(line.first for line in some), asked), share(sum(line.few for line in some), asked)

    def said(self, relations: frozenset[Relation]) -> float:
        """The share of right first proposals that say what the payment is of the documents."""
        some = [line for relation, line in self.relations.items() if relation in relations]
        return share(sum(line.said for line in some), sum(line.first for line in some))

    def figures(self) -> dict[str, float]:
        """The figures that are aimed at, by name."""
        first, few = self.offered(PROPOSED)
        return {
            "links": self.links,
            "wrong": self.wrong,
            "precision low95": self.precision_low,
            "recall one to one": self.recall(ONE_TO_ONE),
            "recall batches, nettings, collectives": self.recall(TOGETHER),
            "links on fee, interest, cash, tax, salary": self.barred,
            "linked by itself though only to propose": self.by_itself,
            "returns found": share(self.returns_found, self.returns),
            "returns wrong": self.returns_wrong,
            "paid by the returned payment": self.reopened,
            "proposals first": first,
            "proposals in three": few,
            "proposals said as what they are": self.said(PROPOSED | TOGETHER),
            "duplicates precision": share(self.duplicates_right, self.duplicates_right + self.duplicates_wrong),
            "duplicates recall": share(self.duplicates_right, self.duplicates),
        }


def share(part: int, of: int) -> float:
    """The share; 1 of nothing."""
    return part / of if of else 1.0


def score(years: Years, matcher: Matcher) -> Score:
    """Run the matcher on every company and count."""
    total = Score()
    for company in years.companies:
        _add(total, company, matcher(company.documents, company.transactions))
    return total


def _add(total: Score, company: CompanyYear, result: Result) -> None:
    links = {(company.original(d), t) for d, t in result.links}
    group_of = {t: group for group in company.groups for t in group.transactions}
    wrong = links - company.true_pairs()
    total.links += len(links)
    total.wrong += len(wrong)
    for _, transaction_id in wrong:
        group = group_of[transaction_id]
        total.wrong_of[group.scenario] += 1
        total.barred += group.barred
        total.reopened += any(transaction_id in pair for pair in group.returned)
    by_transaction: dict[UUID, set[UUID]] = defaultdict(set)
    for document_id, transaction_id in links:
        by_transaction[transaction_id].add(document_id)
    for group in company.groups:
        if group.documents and group.transactions:
            for line in (total.lines[group.scenario], total.relations[group.relation]):
                _count(line, group, company, result, by_transaction)
            linked = any(by_transaction[t] for t in group.transactions)
            total.by_itself += group.relation in PROPOSED and linked
    returned = {pair for group in company.groups for pair in group.returned}
    total.returns += len(returned)
    total.returns_found += len(returned & result.returns)
    total.returns_wrong += len(result.returns - returned)
    _count_duplicates(total, company, result)


def _count(
    line: Line, group: Group, company: CompanyYear, result: Result, by_transaction: dict[UUID, set[UUID]]
) -> None:
    wanted = set(group.documents)
    each = [by_transaction[t] == wanted for t in group.kept]
    is_linked = sum(each) == 1 if group.relation is Relation.PAID_TWICE else all(each)
    line.groups += 1
    line.decidable += group.decidable
    line.linked += is_linked
    line.found += group.decidable and is_linked
    if group.relation not in ASKED or not group.is_marked:
        return
    for transaction_id in group.transactions:
        if by_transaction[transaction_id]:
            continue
        proposals = result.propose(transaction_id)
        offers = [{company.original(d) for d in p.documents} for p in proposals]
        line.proposed += 1
        line.first += offers[:1] == [wanted]
        line.said += offers[:1] == [wanted] and proposals[0].says in SAID.get(group.relation, ("whole",))
        line.few += wanted in offers[:FIRST_FEW]


def _count_duplicates(total: Score, company: CompanyYear, result: Result) -> None:
    copies = {frozenset(pair) for pair in company.copies.items()}
    total.duplicates += len(copies)
    total.duplicates_right += len(copies & result.duplicates)
    total.duplicates_wrong += len(result.duplicates - copies)
