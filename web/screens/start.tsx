// What both apps begin with: queries, language, toasts, and the theme that was chosen.
import { Problem } from "@api/client";
import { LanguageProvider, load, spoken, type Language } from "@kit/i18n";
import { Toasts } from "@kit/toasts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, StrictMode, useCallback, useContext, useEffect, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (times, error) => times < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500),
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

const SetLanguage = createContext<(language: Language) => void>(() => undefined);

/** Changes the language of the screens; the user's own is stored by the API. */
export function useSetLanguage(): (language: Language) => void {
  return useContext(SetLanguage);
}

function Frame({ first, children }: { first: Language; children: ReactNode }) {
  const [language, setSpoken] = useState<Language>(first);
  const setLanguage = useCallback((next: Language) => void load(next).then(() => setSpoken(next)), []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider language={language}>
        <SetLanguage.Provider value={setLanguage}>
          <Toasts>{children}</Toasts>
        </SetLanguage.Provider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

export async function start(app: ReactNode): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  const first = spoken(navigator.languages);
  await load(first);
  createRoot(root).render(
    <StrictMode>
      <Frame first={first}>{app}</Frame>
    </StrictMode>,
  );
}
