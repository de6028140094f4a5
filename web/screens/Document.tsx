// A8 to A10: a document beside what was read from it, what it is linked to, and where it went.
import { document as oneDocument, originalFile } from "@api/things";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { ChoiceMenu } from "@kit/late";
import { Note, Skeleton } from "@kit/parts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft, Download, Ellipsis, Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import { Booking } from "./Booking";
import { DocumentState } from "./DocumentState";
import { DocumentStory } from "./DocumentStory";
import { FieldForm } from "./FieldForm";
import { documentName } from "./names";
import { PageView } from "./PageView";
import { ProblemNote } from "./ProblemNote";
import { Title } from "./Shell";
import { TaskCard } from "./TaskCard";
import { useAct } from "./useAct";

export function Document() {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const act = useAct();
  const navigate = useNavigate();
  const { documentId } = useParams({ strict: false }) as { documentId: string };
  const { data: document, error, refetch } = useQuery(oneDocument(client, documentId));
  const [lit, setLit] = useState<string | null>(null);

  if (error && !document) return <ProblemNote problem={error} again={() => void refetch()} />;
  if (!document) return <Skeleton label={say("shell.loading")} rows={8} />;

  const deleted = document.state === "deleted";
  const name = documentName(document);

  function choose(id: string) {
    if (id === "download") window.location.assign(originalFile(client, documentId));
    if (id === "delete") void act({ name, document_id: documentId }, "delete");
    if (id === "restore") void act({ name, document_id: documentId }, "restore");
    if (id === "back") void navigate({ to: "/documents" });
  }

  return (
    <>
      <Title text={name}>
        <span className="row nowrap">
          <DocumentState document={document} />
          <ChoiceMenu
            label={say("document.more")}
            icon
            look="quiet"
            choices={[
              { id: "download", text: say("document.original"), icon: Download },
              deleted
                ? { id: "restore", text: sayCode(language, "action", "restore"), icon: Undo2 }
                : { id: "delete", text: sayCode(language, "action", "delete"), icon: Trash2, danger: true },
              { id: "back", text: say("document.back"), icon: ArrowLeft },
            ]}
            onChoose={choose}
          >
            <Ellipsis size={22} aria-hidden />
          </ChoiceMenu>
        </span>
      </Title>
      {document.unreadable && <Note tone="wrong">{document.unreadable.text}</Note>}
      {document.failure && <Note tone="wrong">{document.failure.text}</Note>}
      {document.warnings.map((warning, position) => (
        <Note key={position} tone="look">
          {warning.text}
        </Note>
      ))}
      {deleted && <Note tone="look">{say("document.deleted")}</Note>}
      <div className="beside">
        <PageView document={document} lit={lit} onPick={setLit} />
        <div className="stack">
          {document.tasks.map((task) => (
            <TaskCard key={task.task_id} task={task} />
          ))}
          <FieldForm document={document} lit={lit} onLit={setLit} />
          <Booking booking={document.booking} />
          <DocumentStory document={document} />
        </div>
      </div>
    </>
  );
}
