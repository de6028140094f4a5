"""What `serein ubl` shows to people: tables and short sentences."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_NAMESPACES = re.compile(r"\*:|\[namespace-uri\(\)='[^']*'\]|\[1\]")
"""Parts of the places in the official rules that are long and tell a user nothing."""


def show_reading(console: Console, reading: Any, written: Sequence[Path]) -> None:
    """What one file says, term by term."""
    invoice = reading.invoice
    kind = "credit note" if invoice.is_credit_note else "invoice"
    console.print(f"{kind} {escape(invoice.number or '?')} of {invoice.issue_date}, {reading.dialect}")
    table = Table("term", "what", "value")
    for term, what, value in _facts(invoice):
        if value is not None:
            table.add_row(term, what, escape(str(value)))
    console.print(table)
    rates = Table("category", "rate", "base", "VAT")
    for part in invoice.breakdown:
        rates.add_row(*(str("" if said is None else said) for said in (part.category, part.rate, part.base, part.vat)))
    console.print(rates)
    for line in invoice.lines:
        console.print(f"{line.quantity} x {line.price} = {line.net}  {escape(line.name or '')}")
    for warning in reading.warnings:
        console.print(f"[yellow]warning[/yellow] {escape(str(warning))}")
    for tag, times in reading.unknown.items():
        console.print(f"[yellow]not understood[/yellow] {escape(tag)} ({times})")
    for path in written:
        console.print(f"attached file: {escape(str(path))}")


def _facts(invoice: Any) -> Iterator[tuple[str, str, object]]:
    seller, buyer, totals = invoice.seller, invoice.buyer, invoice.totals
    yield from (("BT-27", "seller", seller.name), ("BT-31", "seller's VAT number", seller.vat_id))
    yield from (("BT-44", "buyer", buyer.name), ("BT-48", "buyer's VAT number", buyer.vat_id))
    yield from (("BT-5", "currency", invoice.currency), ("BT-9", "due", invoice.due_date))
    yield from (("BT-25", "corrects", earlier.number) for earlier in invoice.preceding)
    yield from (("BT-109", "without VAT", totals.without_vat), ("BT-110", "VAT", totals.vat))
    yield from (("BT-112", "with VAT", totals.with_vat), ("BT-115", "to pay", totals.payable))
    for payment in invoice.payments:
        yield from (("BT-84", "account", payment.iban), ("BT-83", "reference", payment.reference))
    yield ("BT-22", "note", invoice.note)
    yield from (("BT-125", "file inside", attachment.filename or attachment.id) for attachment in invoice.attachments)


def show_findings(console: Console, said: dict[str, Any]) -> None:
    """The verdict on one file, with every finding."""
    for warning in said["warnings"]:
        console.print(f"[yellow]{warning['line']}:{warning['column']}[/yellow] {escape(warning['text'])}")
    if said["findings"]:
        table = Table("severity")
        for name in ("rule", "place", "text"):
            table.add_column(name, overflow="fold")
        for row in said["findings"]:
            place = _NAMESPACES.sub("", row["place"])
            table.add_row(*(escape(cell) for cell in (row["severity"], row["rule"], place, row["text"])))
        console.print(table)
    console.print(f"{_verdict(said)} as {said['dialect']}, checked against {', '.join(said['rule_sets'])}")
    for rules in said["not_run"]:
        console.print(f"[yellow]not run[/yellow]: {rules}")


def _verdict(said: dict[str, Any]) -> str:
    if said["valid"] is None:
        return f"[yellow]not judged[/yellow] ({escape(said['not_judged'])})"
    return "[green]valid[/green]" if said["valid"] else "[red]not valid[/red]"


def show_rendered(console: Console, said: dict[str, Any], folder: Path) -> None:
    """The files that were made, and what was filled in."""
    for file in said["files"]:
        console.print(f"{escape(str(folder / file['filename']))}  {file['size']} bytes, {said['dialect']}")
    console.print(f"subject: {escape(said['subject'])}")
    console.print(f"valid according to {', '.join(said['rule_sets'])}")
    for step in said["steps"]:
        console.print(f"filled by {step}")
    for term, origin in said["provenance"].items():
        console.print(f"{term} is {origin}")
    for note in (*said["notes"], *(warning["text"] for warning in said["warnings"])):
        console.print(f"[yellow]note[/yellow] {escape(note)}")


def in_one_line(said: dict[str, Any]) -> str:
    """What was said of one file of many."""
    file = said["file"]
    if "error" in said:
        reason = said["reasons"][0]
        return f"{file}: {said['error']}: {reason['code']}: {reason['text']}"
    if "valid" in said:
        rules = sorted({row["rule"] for row in said["findings"] if row["severity"] == "error"})
        verdict = {True: "valid", False: "not valid", None: "not judged"}[said["valid"]]
        return f"{file}: {verdict} as {said['dialect']}{': ' + ', '.join(rules) if rules else ''}"
    invoice = said["invoice"]
    totals = invoice.get("totals", {})
    stated = (invoice.get("number"), invoice.get("issue_date"), totals.get("payable"), invoice.get("currency"))
    return f"{file}: {said['dialect']}: {' '.join(str(each) for each in stated if each is not None)}"
