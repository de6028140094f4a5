// A6: documents from this device, each with what became of it. On a phone the picker offers the camera.
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Dialog } from "@kit/late";
import { Button } from "@kit/parts";
import { CircleAlert, CircleCheck, Copy, LoaderCircle, Plus, ScanLine } from "lucide-react";
import { useRef } from "react";
import { useUploads, type Upload, type Uploads } from "./useUploads";

export function AddDocuments() {
  const say = useSay();
  const uploads = useUploads();
  const picker = useRef<HTMLInputElement>(null);
  const { all, send, clear } = uploads;

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
      <Dialog title={say("upload.title")} isOpen={all.length > 0} onClose={clear}>
        <ul className="stack" aria-live="polite">
          {all.map((one) => (
            <Row key={one.key} upload={one} uploads={uploads} />
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
          <Button look="primary" onPress={clear}>
            {say("dialog.close")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Row({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const language = useLanguage();
  const say = useSay();
  const { key, file, hints, result, problem } = upload;
  const why = problem ?? result?.problem?.text ?? hints?.join(" ");
  const status = result?.status ?? "sending";
  const Icon = hints ? ScanLine : why ? CircleAlert : status === "sending" ? LoaderCircle : status === "duplicate" ? Copy : CircleCheck;
  return (
    <li className="row nowrap">
      <Icon size={20} aria-hidden />
      <div className="grow stack">
        <div>
          <div>{file.name}</div>
          <div className="small second">{why ?? sayCode(language, "upload", status)}</div>
        </div>
        {hints && (
          <div className="row">
            <Button onPress={() => uploads.drop(key)}>{say("upload.again")}</Button>
            <Button look="quiet" onPress={() => void uploads.sendAnyway(key)}>
              {say("upload.anyway")}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
