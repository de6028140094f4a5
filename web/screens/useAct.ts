// Acts at once, says what was done to what, and offers to take it back.
import { act, type About, type Action, type Details } from "@api/actions";
import { Problem } from "@api/client";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { useToast } from "@kit/toasts";
import { useQueryClient } from "@tanstack/react-query";

const TOUCHED = ["tasks", "documents", "document", "transactions", "bookings", "deliveries"];

export function useRefresh(): () => Promise<void> {
  const client = useClientId();
  const queries = useQueryClient();
  return async () => {
    await Promise.all(TOUCHED.map((group) => queries.invalidateQueries({ queryKey: [group, client] })));
  };
}

export function useAct(): (about: About & { name: string }, action: Action, details?: Details) => Promise<boolean> {
  const client = useClientId();
  const language = useLanguage();
  const say = useSay();
  const toast = useToast();
  const refresh = useRefresh();

  function failed(error: unknown) {
    const text = error instanceof Problem && error.status !== 0 ? error.message : say("problem.offline");
    toast({ text, tone: "wrong" });
  }

  return async (about, action, details) => {
    try {
      const undo = await act(client, about, action, details);
      const text = say("toast.done", { what: sayCode(language, "done", action), name: about.name });
      toast(undo ? { text, undo: () => void undo().then(refresh, failed) } : { text });
      await refresh();
      return true;
    } catch (error) {
      failed(error);
      await refresh();
      return false;
    }
  };
}
