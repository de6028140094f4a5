// A6: documents from this device, each with what became of it.
import { Problem, data } from "@api/client";
import { uploadDocuments, type IngestFileResult } from "@api/generated";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Dialog } from "@kit/late";
import { Button } from "@kit/parts";
import { CircleAlert, CircleCheck, Copy, LoaderCircle, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useRefresh } from "./useAct";

interface Sent {
  key: string;
  file: File;
  result?: IngestFileResult;
  problem?: string;
}

export function AddDocuments() {
  const say = useSay();
  const client = useClientId();
  const refresh = useRefresh();
  const picker = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<Sent[]>([]);

  async function send(files: File[]) {
    const batch = files.map((file) => ({ key: crypto.randomUUID(), file }));
    setSent((before) => [...before, ...batch]);
    for (const one of batch) {
      const more = await upload(client, one.file, one.key, say("problem.offline"));
      setSent((before) => before.map((each) => (each.key === one.key ? { ...each, ...more } : each)));
    }
    await refresh();
  }

  return (
    <>
      <Button look="primary" onPress={() => picker.current?.click()}>
        <Plus size={20} aria-hidden /> {say("upload.add")}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        className="hidden"
        tabIndex={-1}
        aria-label={say("upload.add")}
        accept="application/pdf,image/*,.xml,.heic,.zip"
        onChange={(event) => {
          void send([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Dialog title={say("upload.title")} isOpen={sent.length > 0} onClose={() => setSent([])}>
        <ul className="stack" aria-live="polite">
          {sent.map((one) => (
            <Row key={one.key} sent={one} />
          ))}
        </ul>
        <p
          className="drop"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            void send([...event.dataTransfer.files]);
          }}
        >
          {say("upload.drop")}
        </p>
        <div className="row">
          <Button onPress={() => picker.current?.click()}>{say("upload.more")}</Button>
          <Button look="primary" onPress={() => setSent([])}>
            {say("dialog.close")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Row({ sent }: { sent: Sent }) {
  const language = useLanguage();
  const say = useSay();
  const { result, problem } = sent;
  const why = problem ?? result?.problem?.text;
  const status = result?.status ?? (problem ? "refused" : "sending");
  const Icon = why ? CircleAlert : status === "sending" ? LoaderCircle : status === "duplicate" ? Copy : CircleCheck;
  return (
    <li className="row nowrap">
      <Icon size={20} aria-hidden />
      <div className="grow">
        <div>{sent.file.name}</div>
        <div className="small second">{why ?? (status === "sending" ? say("upload.sending") : sayCode(language, "upload", status))}</div>
      </div>
    </li>
  );
}

async function upload(client_id: string, file: File, key: string, offline: string): Promise<Partial<Sent>> {
  try {
    const headers = { "Idempotency-Key": key } as Record<string, string>;
    const answer = await data(uploadDocuments({ path: { client_id }, body: { files: [file] }, headers }));
    const [result] = answer.results;
    return result ? { result } : {};
  } catch (error) {
    return { problem: error instanceof Problem && error.status !== 0 ? error.message : offline };
  }
}
