import { expect, test } from "vitest";
import { shown, typed, type Sort } from "./fields";

test.each<[Sort, string, string]>([
  ["day", "2026-11-30", "30/11/2026"],
  ["iban", "BE68539007547034", "BE68 5390 0754 7034"],
  ["vat", "BE0578329440", "BE 0578.329.440"],
  ["structured", "123456789012", "+++123/4567/89012+++"],
])("%s %s is shown as %s, and what is shown can be sent back", (sort, value, text) => {
  expect(shown(value, sort)).toBe(text);
  expect(typed(text, sort)).toBe(value);
});

test("an empty field is removed, and what is no value is not sent", () => {
  expect(typed("  ", "amount")).toBeNull();
  expect(typed("twelve", "amount")).toBeUndefined();
  expect(typed("31/02/2026", "day")).toBeUndefined();
});
