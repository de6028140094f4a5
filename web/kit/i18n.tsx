// The words of the screens in three languages. A missing key, or a key too many, is an error of types.
// French comes with the page; the other two are loaded when they are wanted.
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { fr } from "./texts/fr";

export const LANGUAGES = ["fr", "nl", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Key = keyof typeof fr;
export type Texts = Record<Key, string>;
export type Values = Record<string, string | number>;
export type Say = (key: Key, values?: Values) => string;

export const LOCALES: Record<Language, string> = { fr: "fr-BE", nl: "nl-BE", en: "en-IE" };

const catalogues: Partial<Record<Language, Texts>> = { fr };

/** Loads the words of a language; `say` speaks French until then. */
export async function load(language: Language): Promise<void> {
  if (language === "nl") catalogues.nl ??= (await import("./texts/nl")).nl;
  if (language === "en") catalogues.en ??= (await import("./texts/en")).en;
}

function textsOf(language: Language): Texts {
  return catalogues[language] ?? fr;
}

/** The words of a key, with `values` in its places. Where `n` is one and there are words for one, those. */
export function say(language: Language, key: Key, values: Values = {}): string {
  const texts: Record<string, string> = textsOf(language);
  const isOne = "n" in values && new Intl.PluralRules(LOCALES[language]).select(Number(values["n"])) === "one";
  const text = (isOne ? texts[`${key}.one`] : undefined) ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The words of an enum member of the API, such as `task.kind_unsure`; the member itself when we have none. */
export function sayCode(language: Language, group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in textsOf(language) ? say(language, key as Key) : code;
}

/** The first language of a browser's list that we speak. */
export function spoken(wanted: readonly string[]): Language {
  for (const one of wanted) {
    const short = one.slice(0, 2).toLowerCase();
    if (LANGUAGES.includes(short as Language)) return short as Language;
  }
  return "en";
}

const Spoken = createContext<Language>("fr");

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <Spoken.Provider value={language}>{children}</Spoken.Provider>;
}

export function useLanguage(): Language {
  return useContext(Spoken);
}

export function useSay(): Say {
  const language = useLanguage();
  return useMemo(() => (key, values) => say(language, key, values), [language]);
}
