import { describe, expect, test } from "vitest";
import { iban, looksLikeVatNumber, money, structured, typedAmount, typedDay, vatNumber } from "./format";

describe("amounts", () => {
  test.each([
    ["1.234,56", "1234.56"],
    ["1 234,56 €", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1234,5", "1234.50"],
    ["-12", "-12.00"],
    ["EUR 7", "7.00"],
    ["1.234.567", "1234567.00"],
    ["0012,30", "12.30"],
  ])("%s is %s", (typed, amount) => expect(typedAmount(typed)).toBe(amount));

  test.each(["", "abc", "1.234", "1,2,3", "12,345,6", "1.2.3,4", "1e3", "--1"])("%s is no amount", (typed) =>
    expect(typedAmount(typed)).toBeNull(),
  );

  test("large amounts keep their cents", () => {
    expect(money("9007199254740993.27", "EUR", "en")).toBe("€9,007,199,254,740,993.27");
  });

  test("each language has its own writing", () => {
    expect(money("-1234.5", "EUR", "fr").replace(/[\u00a0\u202f]/g, " ")).toBe("-1 234,50 €");
    expect(money("1234.5", "EUR", "nl").replace(/\u00a0/g, " ")).toBe("€ 1.234,50");
  });
});

describe("days", () => {
  test.each([
    ["30/11/2026", "2026-11-30"],
    ["1-2-26", "2026-02-01"],
    ["2026-11-30", "2026-11-30"],
  ])("%s is %s", (typed, iso) => expect(typedDay(typed)).toBe(iso));

  test.each(["31/02/2026", "2026-13-01", "soon", "11/30/2026"])("%s is no day", (typed) =>
    expect(typedDay(typed)).toBeNull(),
  );
});

test("numbers are shown in the groups that people read", () => {
  expect(iban("BE68539007547034")).toBe("BE68 5390 0754 7034");
  expect(vatNumber("BE0578329440")).toBe("BE 0578.329.440");
  expect(structured("123456789012")).toBe("+++123/4567/89012+++");
});

test.each(["BE 0578.329.440", "0578329440", "be0578.329.440", "578329440"])("%s can be a VAT number", (text) =>
  expect(looksLikeVatNumber(text)).toBe(true),
);

test.each(["BE0578329441", "NL123456789B01", "12", ""])("%s cannot", (text) => expect(looksLikeVatNumber(text)).toBe(false));
