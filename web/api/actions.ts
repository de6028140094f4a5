// Acting on tasks, documents and transactions, each with the step that takes it back where there is one.
import { data } from "./client";
import * as api from "./generated";

export type Action = api.ReconcileAction;
export type Details = Partial<Omit<api.ActionBody, "action">>;

/** What an action is about. */
export interface About {
  task_id?: string | undefined;
  document_id?: string | undefined;
  transaction_id?: string | undefined;
}

type Undo = () => Promise<unknown>;

const MARKS = new Set<Action>([
  "private", "cash", "private_money", "card", "direct_debit", "no_document", "not_an_invoice", "remind_on", "pause_until",
  "provisionally_ok", "done",
]);

/** Acts, and returns what takes it back; undefined when nothing does. Throws `Problem`. */
export async function act(client_id: string, about: About, action: Action, details: Details = {}): Promise<Undo | undefined> {
  await send(client_id, about, { action, ...details });
  return undoOf(client_id, about, action, details);
}

async function send(client_id: string, about: About, body: api.ActionBody): Promise<void> {
  const { task_id, document_id, transaction_id } = about;
  if (task_id) await data(api.actOnTask({ path: { client_id, task_id }, body }));
  else if (document_id) await data(api.actOnDocument({ path: { client_id, document_id }, body }));
  else if (transaction_id) await data(api.actOnTransaction({ path: { client_id, transaction_id }, body }));
}

function undoOf(client_id: string, about: About, action: Action, details: Details): Undo | undefined {
  const item = about.document_id ? { document_id: about.document_id } : { transaction_id: about.transaction_id };
  if (MARKS.has(action)) return () => send(client_id, item, { action: "reopen" });
  if (action === "delete") return () => send(client_id, item, { action: "restore" });
  if (action === "connect_duplicate" || action === "disconnect_duplicate") {
    const opposite = action === "connect_duplicate" ? "disconnect_duplicate" : "connect_duplicate";
    return () => send(client_id, item, { action: opposite, document_id: details.document_id ?? null });
  }
  if (action === "link") return () => unlinkAgain(client_id, about, details);
  return undefined;
}

async function unlinkAgain(client_id: string, about: About, details: Details): Promise<void> {
  const document_ids = [about.document_id, details.document_id, ...(details.document_ids ?? [])].filter(isId);
  const transaction_ids = [about.transaction_id, details.transaction_id].filter(isId);
  await data(api.undoLink({ path: { client_id }, body: { document_ids, transaction_ids } }));
  if (!details.accept_difference) return;
  for (const transaction_id of transaction_ids) await send(client_id, { transaction_id }, { action: "reopen" });
}

function isId(id: string | null | undefined): id is string {
  return Boolean(id);
}
