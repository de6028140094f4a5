// What was read, to be checked: each field says how sure it is, lights its place on the page, and is saved by itself.
import { data, Problem } from "@api/client";
import { correctDocument, type DocumentDetail } from "@api/generated";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Badge, Field, type Tone } from "@kit/parts";
import { useToast } from "@kit/toasts";
import { CircleCheck, CircleHelp, Eye, Pencil, type LucideIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { fieldsOf, GROUPS, shown, typed, type FieldOf } from "./fields";
import { useRefresh } from "./useAct";

/** From this confidence on, a value is asked about by nobody. */
const TRUSTED = 0.9;

/** What has left, or is deleted, is not changed here. */
const LOCKED = new Set<string>(["deleted", "released", "rendered", "delivered", "delivery_failed"]);

interface Lighting {
  lit: string | null;
  onLit: (path: string) => void;
}

export function FieldForm({ document, ...lighting }: { document: DocumentDetail } & Lighting) {
  const say = useSay();
  const language = useLanguage();
  return (
    <section className="card stack" aria-labelledby="fields">
      <h2 id="fields">{say("fields.title")}</h2>
      {LOCKED.has(document.state) && document.state !== "deleted" && <p className="second small">{say("fields.left")}</p>}
      {GROUPS.map((group) => (
        <fieldset key={group.id}>
          <legend>{sayCode(language, "fields", group.id)}</legend>
          {fieldsOf(document.fields, group).map((field) => (
            <OneField key={field.path} document={document} field={field} {...lighting} />
          ))}
        </fieldset>
      ))}
    </section>
  );
}

function OneField({ document, field, lit, onLit }: { document: DocumentDetail; field: FieldOf } & Lighting) {
  const say = useSay();
  const language = useLanguage();
  const now = field.read ? shown(field.read.value, field.sort) : "";
  const [text, setText] = useState(now);
  const [error, setError] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  const save = useSave(document, field, setError);

  useEffect(() => setText(now), [now]);
  useEffect(() => {
    if (lit !== field.path) return;
    const input = place.current?.querySelector("input");
    if (input && input !== window.document.activeElement) input.focus();
  }, [lit, field.path]);

  const locked = LOCKED.has(document.state);
  return (
    <div
      ref={place}
      className={`read-field${lit === field.path ? " lit" : ""}`}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !locked) void save(text, now);
        if (event.key === "Escape") setText(now);
      }}
    >
      <Field
        label={sayCode(language, "field", field.path)}
        value={text}
        onChange={setText}
        error={error}
        readOnly={locked}
        inputMode={field.sort === "amount" ? "decimal" : "text"}
        onFocus={() => onLit(field.path)}
        onBlur={() => !locked && void save(text, now)}
      />
      <Sureness field={field} noPlace={lit === field.path && Boolean(field.read) && !field.read?.box} say={say} />
    </div>
  );
}

function Sureness({ field, noPlace, say }: { field: FieldOf; noPlace: boolean; say: ReturnType<typeof useSay> }) {
  const { read } = field;
  const [tone, icon, key]: [Tone, LucideIcon, "fields.absent" | "fields.corrected" | "fields.sure" | "fields.read" | "fields.check"] = !read
    ? ["plain", CircleHelp, "fields.absent"]
    : read.origin === "user"
      ? ["info", Pencil, "fields.corrected"]
      : read.sure
        ? ["good", CircleCheck, "fields.sure"]
        : read.confidence >= TRUSTED
          ? ["plain", Eye, "fields.read"]
          : ["look", CircleHelp, "fields.check"];
  return (
    <span className="sureness">
      <Badge tone={tone} icon={icon}>
        {say(key)}
      </Badge>
      {noPlace && <span className="small second">{say("fields.noPlace")}</span>}
    </span>
  );
}

function useSave(document: DocumentDetail, field: FieldOf, setError: (text?: string) => void) {
  const client_id = useClientId();
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const refresh = useRefresh();

  async function put(value: string | null) {
    const path = { client_id, document_id: document.document_id };
    await data(correctDocument({ path, body: { fields: { [field.path]: value } } }));
    await refresh();
  }

  return async (text: string, before: string) => {
    if (text.trim() === before.trim()) return;
    const value = typed(text, field.sort);
    if (value === undefined) {
      setError(say(field.sort === "day" ? "fields.noDay" : "fields.noAmount"));
      return;
    }
    setError(undefined);
    const was = field.read?.value ?? null;
    try {
      await put(value);
      toast({
        text: say("fields.saved", { field: sayCode(language, "field", field.path) }),
        undo: () => void put(was).catch(() => toast({ text: say("problem.unknown"), tone: "wrong" })),
      });
    } catch (problem) {
      const known = problem instanceof Problem && problem.status !== 0;
      setError(known ? problem.field(`/fields/${field.path}`) ?? problem.message : say("problem.offline"));
    }
  };
}
