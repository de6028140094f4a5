// The fields of a document as a form shows them: in groups, with where each stands on the page.
import type { Box, DocumentFields } from "@api/generated";
import { day, iban, money, shortDay, structured, typedAmount, typedDay, vatNumber } from "@kit/format";
import type { Language } from "@kit/i18n";

export type Sort = "text" | "amount" | "day" | "iban" | "vat" | "structured";

export interface Read {
  value: string;
  confidence: number;
  sure: boolean;
  origin: string;
  page?: number | null;
  box?: Box | null;
}

export interface FieldOf {
  path: string;
  sort: Sort;
  read: Read | null;
}

export const GROUPS: { id: string; fields: [string, Sort][] }[] = [
  { id: "supplier", fields: [["seller.name", "text"], ["seller.vat_number", "vat"], ["iban", "iban"]] },
  { id: "customer", fields: [["buyer.name", "text"], ["buyer.vat_number", "vat"]] },
  { id: "invoice", fields: [["number", "text"], ["issue_date", "day"], ["due_date", "day"], ["structured_communication", "structured"]] },
  { id: "totals", fields: [["total_without_vat", "amount"], ["total_vat", "amount"], ["total_with_vat", "amount"]] },
];

/** The fields of a group, those that were not read too. */
export function fieldsOf(fields: DocumentFields, group: (typeof GROUPS)[number]): FieldOf[] {
  return group.fields.map(([path, sort]) => ({ path, sort, read: readAt(fields, path) }));
}

function readAt(fields: DocumentFields, path: string): Read | null {
  let found: unknown = fields;
  for (const name of path.split(".")) found = (found as Record<string, unknown> | null | undefined)?.[name];
  return (found as Read | null | undefined) ?? null;
}

/** A value as it is typed. */
export function shown(value: string, sort: Sort): string {
  if (sort === "day") return shortDay(value);
  if (sort === "iban") return iban(value);
  if (sort === "vat") return vatNumber(value);
  if (sort === "structured") return structured(value);
  return value;
}

/** A value in words, for the name of its box on the page. */
export function told(value: string, sort: Sort, currency: string, language: Language): string {
  if (sort === "amount") return money(value, currency, language);
  return sort === "day" ? day(value, language) : shown(value, sort);
}

/** What was typed as the API takes it; null for an empty field, undefined for what is no value of this sort. */
export function typed(text: string, sort: Sort): string | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (sort === "amount") return typedAmount(trimmed) ?? undefined;
  if (sort === "day") return typedDay(trimmed) ?? undefined;
  if (sort === "iban" || sort === "vat") return trimmed.replace(/[\s.\-]/g, "").toUpperCase();
  if (sort === "structured") return trimmed.replace(/[^0-9A-Za-z]/g, "");
  return trimmed;
}
