// New states without reload: one stream per browser. The tab that holds the lock listens and tells the others.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const GROUPS: Record<string, string[]> = {
  document: ["documents", "document", "tasks", "deliveries"],
  task: ["tasks", "document"],
  booking: ["bookings", "document", "documents", "transactions", "tasks"],
  delivery: ["deliveries", "document", "documents", "tasks"],
};
const ALL = [...new Set(Object.values(GROUPS).flat())];
const GATHER_MS = 250;

export function useLive(clientId: string): void {
  const queries = useQueryClient();
  useEffect(() => listen(clientId, queries), [clientId, queries]);
}

function listen(clientId: string, queries: QueryClient): () => void {
  const name = `serein-live-${clientId}`;
  const channel = new BroadcastChannel(name);
  const waiting = new Set<string>();
  const stopped = new AbortController();
  let timer: number | undefined;

  function stale(type: string) {
    for (const group of GROUPS[type] ?? ALL) waiting.add(group);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      for (const group of waiting) void queries.invalidateQueries({ queryKey: [group, clientId] });
      waiting.clear();
    }, GATHER_MS);
  }

  channel.onmessage = (message: MessageEvent<string>) => stale(message.data);
  void navigator.locks
    ?.request(name, { signal: stopped.signal }, () => stream(clientId, stopped.signal, (type) => {
      stale(type);
      channel.postMessage(type);
    }))
    .catch(() => undefined);
  return () => {
    stopped.abort();
    channel.close();
    window.clearTimeout(timer);
  };
}

/** Listens until the tab goes; then the lock is free for the next one. */
function stream(clientId: string, signal: AbortSignal, told: (type: string) => void): Promise<void> {
  return new Promise((done) => {
    const source = new EventSource(`/v1/clients/${clientId}/events`);
    source.onmessage = (event: MessageEvent<string>) => told(typeOf(event.data));
    signal.addEventListener("abort", () => {
      source.close();
      done();
    });
  });
}

function typeOf(text: string): string {
  try {
    return String((JSON.parse(text) as { type?: unknown }).type);
  } catch {
    return "gap";
  }
}
