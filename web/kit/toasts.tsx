// What just happened, said once, with a way to take it back. It stays 10 seconds, or while it has the focus.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useSay } from "./i18n";
import { Button } from "./parts";

export interface Toast {
  text: string;
  tone?: "plain" | "wrong";
  undo?: () => void;
}

type Show = (toast: Toast) => void;
const SECONDS = 10;
const Shown = createContext<Show>(() => undefined);

export function useToast(): Show {
  return useContext(Shown);
}

export function Toasts({ children }: { children: ReactNode }) {
  const say = useSay();
  const [toast, setToast] = useState<(Toast & { id: number }) | null>(null);
  const count = useRef(0);
  const show = useCallback<Show>((next) => setToast({ ...next, id: ++count.current }), []);
  const timer = useRef<number>(undefined);

  const wait = useMemo(
    () => ({
      start: () => {
        timer.current = window.setTimeout(() => setToast(null), SECONDS * 1000);
      },
      stop: () => window.clearTimeout(timer.current),
    }),
    [],
  );
  useEffect(() => {
    if (toast) wait.start();
    return wait.stop;
  }, [toast, wait]);
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, [contenteditable]");
      if (!typing && toast?.undo && (event.key === "u" || (event.key === "z" && (event.ctrlKey || event.metaKey)))) {
        event.preventDefault();
        undo();
      }
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  });

  function undo() {
    toast?.undo?.();
    setToast(null);
  }

  return (
    <Shown.Provider value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite" onFocus={wait.stop} onBlur={wait.start}>
        {toast && (
          <div className={`toast ${toast.tone ?? ""}`} key={toast.id}>
            <span className="grow">{toast.text}</span>
            {toast.undo && <Button onPress={undo}>{say("toast.undo")}</Button>}
            <Button onPress={() => setToast(null)}>{say("toast.close")}</Button>
          </div>
        )}
      </div>
    </Shown.Provider>
  );
}
