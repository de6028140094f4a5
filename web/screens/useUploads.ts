// Files on their way: a photo is looked at first, so that a bad one is taken again while the paper is at hand.
import { data, Problem } from "@api/client";
import { checkImage, uploadDocuments, type IngestFileResult } from "@api/generated";
import { useClientId } from "@api/session";
import { useSay } from "@kit/i18n";
import { useState } from "react";
import { useRefresh } from "./useAct";

/** One file. `hints` say what is wrong with a photo, which then waits for a person. */
export interface Upload {
  key: string;
  file: File;
  hints?: string[];
  result?: IngestFileResult;
  problem?: string;
}

export interface Uploads {
  all: Upload[];
  send: (files: File[]) => Promise<void>;
  sendAnyway: (key: string) => Promise<void>;
  drop: (key: string) => void;
  clear: () => void;
}

export function useUploads(): Uploads {
  const client_id = useClientId();
  const say = useSay();
  const refresh = useRefresh();
  const [all, setAll] = useState<Upload[]>([]);
  const offline = say("problem.offline");

  function tell(key: string, more: Partial<Upload>) {
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...more } : one)));
  }

  async function send(files: File[]) {
    const batch = files.map((file) => ({ key: crypto.randomUUID(), file }));
    setAll((before) => [...before, ...batch]);
    for (const { key, file } of batch) {
      const hints = await hintsOf(client_id, file);
      tell(key, hints.length > 0 ? { hints } : await upload(client_id, file, key, offline));
    }
    await refresh();
  }

  async function sendAnyway(key: string) {
    const one = all.find((each) => each.key === key);
    if (!one) return;
    tell(key, { hints: undefined });
    tell(key, await upload(client_id, one.file, key, offline));
    await refresh();
  }

  const drop = (key: string) => setAll((before) => before.filter((one) => one.key !== key));
  return { all, send, sendAnyway, drop, clear: () => setAll([]) };
}

/** What is wrong with a photo; nothing when it cannot be asked, for then its upload tells. */
async function hintsOf(client_id: string, file: File): Promise<string[]> {
  if (!file.type.startsWith("image/")) return [];
  try {
    const { good, hints } = await data(checkImage({ path: { client_id }, body: { file } }));
    return good ? [] : hints.map((hint) => hint.text);
  } catch {
    return [];
  }
}

/** The key of a file is sent with it: the same file is taken once, however often it is tried. */
async function upload(client_id: string, file: File, key: string, offline: string): Promise<Partial<Upload>> {
  try {
    const headers = { "Idempotency-Key": key } as Record<string, string>;
    const { results } = await data(uploadDocuments({ path: { client_id }, body: { files: [file] }, headers }));
    return results[0] ? { result: results[0] } : {};
  } catch (error) {
    return { problem: error instanceof Problem && error.status !== 0 ? error.message : offline };
  }
}
