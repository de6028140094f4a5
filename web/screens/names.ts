// How documents and transactions are called on every screen.
import type { DocumentView, TaskView, TransactionView } from "@api/generated";
import { day, money } from "@kit/format";
import { sayCode, type Language } from "@kit/i18n";

export function documentName(document: DocumentView): string {
  return document.counterparty ?? document.filename;
}

export function documentAbout(document: DocumentView, language: Language): string {
  const kind = document.kind ? sayCode(language, "kind", document.kind) : "";
  const date = document.issue_date ? day(document.issue_date, language) : "";
  return [kind, document.number, date].filter(Boolean).join(" · ");
}

export function documentTotal(document: DocumentView, language: Language): string {
  return document.total ? money(document.total, document.currency ?? "EUR", language) : "";
}

export function transactionName(transaction: TransactionView, language: Language): string {
  return transaction.counterparty ?? transaction.communication ?? sayCode(language, "transaction", transaction.kind);
}

export function transactionAbout(transaction: TransactionView, language: Language): string {
  const kind = transaction.kind === "unknown" ? "" : sayCode(language, "transaction", transaction.kind);
  return [kind, day(transaction.booking_date, language), transaction.communication].filter(Boolean).join(" · ");
}

export function taskName(task: TaskView, language: Language): string {
  if (task.document) return documentName(task.document);
  return task.transaction ? transactionName(task.transaction, language) : "";
}
