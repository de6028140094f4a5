// The pages of a document with a box around each value that was read; a box is a button that leads to its field.
import type { DocumentDetail } from "@api/generated";
import { pageImage } from "@api/things";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Button } from "@kit/parts";
import { ChevronLeft, ChevronRight, FileQuestion } from "lucide-react";
import { useEffect, useState } from "react";
import { fieldsOf, GROUPS, told, type FieldOf } from "./fields";

const PIXELS_PER_POINT = 2;

/** Of the page that is shown, in points. */
interface Size {
  width: number;
  height: number;
}

export function PageView({ document, lit, onPick }: { document: DocumentDetail; lit: string | null; onPick: (path: string) => void }) {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const pages = document.pages ?? 0;
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState(false);
  const [size, setSize] = useState<Size | null>(null);
  const placed = GROUPS.flatMap((group) => fieldsOf(document.fields, group)).filter((field) => field.read?.box && field.read.page);
  const current = placed.find((field) => field.path === lit);
  const wanted = current?.read?.page;

  useEffect(() => {
    if (wanted) setPage(wanted);
  }, [wanted]);
  useEffect(() => setFailed(false), [page, document.document_id]);

  if (pages === 0 || failed) {
    return (
      <div className="page-view none">
        <FileQuestion size={32} aria-hidden />
        <p className="second">{say("document.noPage")}</p>
      </div>
    );
  }
  return (
    <section className="page-view" aria-label={`${say("document.pages")}: ${document.filename}`}>
      <div className="sheet">
        <img
          src={pageImage(client, document.document_id, page)}
          alt={say("document.pageOf", { page, pages })}
          onError={() => setFailed(true)}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ width: naturalWidth / PIXELS_PER_POINT, height: naturalHeight / PIXELS_PER_POINT })
          }
        />
        {placed
          .filter((field) => size && field.read?.page === page)
          .map((field) => (
            <PlaceOnPage
              key={field.path}
              size={size!}
              field={field}
              lit={field.path === lit}
              onPick={() => onPick(field.path)}
              name={say("document.box", {
                field: sayCode(language, "field", field.path),
                value: told(field.read!.value, field.sort, document.currency ?? "EUR", language),
                page,
              })}
            />
          ))}
      </div>
      {pages > 1 && (
        <div className="row pager">
          <Button icon look="quiet" aria-label={say("document.previous")} isDisabled={page === 1} onPress={() => setPage(page - 1)}>
            <ChevronLeft size={22} aria-hidden />
          </Button>
          <span>{say("document.pageOf", { page, pages })}</span>
          <Button icon look="quiet" aria-label={say("document.next")} isDisabled={page === pages} onPress={() => setPage(page + 1)}>
            <ChevronRight size={22} aria-hidden />
          </Button>
        </div>
      )}
    </section>
  );
}

function PlaceOnPage({ field, size, lit, onPick, name }: { field: FieldOf; size: Size; lit: boolean; onPick: () => void; name: string }) {
  const { x0, x1, y0, y1 } = field.read!.box!;
  const tone = field.read!.origin === "user" ? "corrected" : field.read!.sure ? "sure" : field.read!.confidence >= 0.9 ? "read" : "check";
  return (
    <button
      type="button"
      className={`box ${tone}${lit ? " lit" : ""}`}
      aria-label={name}
      onClick={onPick}
      style={{
        left: percent(x0, size.width),
        top: percent(y0, size.height),
        width: percent(x1 - x0, size.width),
        height: percent(y1 - y0, size.height),
      }}
    />
  );
}

function percent(part: number, whole: number): string {
  return `${(part / whole) * 100}%`;
}
