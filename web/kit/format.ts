// How amounts, dates and numbers are shown and typed. Money is a string of digits and never becomes a float.
import { LOCALES, type Language } from "./i18n";

/** `1234.56` as `1 234,56 €` (fr), `€ 1.234,56` (nl), `€1,234.56` (en). */
export function money(amount: string, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: "currency", currency });
  return format.format(amount as unknown as number);
}

/** An ISO day or instant as `30 nov. 2026`. */
export function day(iso: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: "Europe/Brussels" }).format(instant(iso));
}

/** An ISO instant as `30 nov. 2026, 14:05`. */
export function moment(iso: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Brussels" };
  return new Intl.DateTimeFormat(LOCALES[language], options).format(instant(iso));
}

/** An ISO day as `30/11/2026`, as it is typed. */
export function shortDay(iso: string): string {
  const [year, month, date] = iso.split("-");
  return `${date}/${month}/${year}`;
}

/** What a person typed as a day, as ISO; null when it is none. Takes 30/11/2026, 30-11-26, 30.11.2026, 2026-11-30. */
export function typedDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const own = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/.exec(text.trim());
  const parts = iso ? [iso[1], iso[2], iso[3]] : own ? [own[3], own[2], own[1]] : null;
  if (!parts) return null;
  const [year, month, date] = parts.map(Number) as [number, number, number];
  const whole = year < 100 ? 2000 + year : year;
  const made = new Date(Date.UTC(whole, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made.toISOString().slice(0, 10) : null;
}

/** What a person typed as an amount, with a point and two digits; null when it is none or means two things. */
export function typedAmount(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f€']/g, "").replace(/^EUR|EUR$/i, "");
  const match = /^([-+]?)(\d{1,3}(?:[.,]\d{3})+|\d+)(?:([.,])(\d{1,2}))?$/.exec(plain);
  if (!match) return null;
  const [, sign = "", whole = "", mark, cents = ""] = match;
  if (mark !== undefined && whole.includes(mark)) return null;
  const grouped = whole.replace(/[.,]/g, "");
  const separators = new Set(whole.replace(/\d/g, ""));
  if (separators.size > 1) return null;
  if (mark === undefined && separators.size === 1 && whole.split(/[.,]/).length === 2) return null;
  return `${sign === "-" ? "-" : ""}${grouped.replace(/^0+(?=\d)/, "")}.${cents.padEnd(2, "0")}`;
}

/** `BE68539007547034` in groups of four. */
export function iban(value: string): string {
  return value.replace(/(.{4})(?=.)/g, "$1 ");
}

/** `BE0578329440` as `BE 0578.329.440`; other countries' as they are. */
export function vatNumber(value: string): string {
  const belgian = /^BE(\d{4})(\d{3})(\d{3})$/.exec(value);
  return belgian ? `BE ${belgian[1]}.${belgian[2]}.${belgian[3]}` : value;
}

/** Whether a typed number can be a Belgian VAT number: ten digits, the last two of which check the others (mod 97). */
export function looksLikeVatNumber(text: string): boolean {
  const digits = text.replace(/^\s*BE/i, "").replace(/[\s.\-]/g, "");
  if (!/^[01]?\d{9}$/.test(digits)) return false;
  const whole = digits.padStart(10, "0");
  return 97 - (Number(whole.slice(0, 8)) % 97) === Number(whole.slice(8));
}

/** `123456789012` as `+++123/4567/89012+++`. */
export function structured(value: string): string {
  const digits = value.replace(/\D/g, "");
  return digits.length === 12 ? `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}+++` : value;
}

function instant(iso: string): Date {
  return new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);
}
