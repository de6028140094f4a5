// One task: what it is about, what Serein proposes, and what can be done, on one card.
import type { SuggestionView, TaskView } from "@api/generated";
import type { Action, Details } from "@api/actions";
import { money } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { ChoiceMenu } from "@kit/late";
import { Button } from "@kit/parts";
import { Link } from "@tanstack/react-router";
import { Ellipsis, FileText, Landmark } from "lucide-react";
import { useState } from "react";
import { DayDialog } from "./DayDialog";
import { documentAbout, documentName, documentTotal, taskName, transactionAbout, transactionName } from "./names";
import { NoDocumentDialog } from "./NoDocumentDialog";
import { useAct } from "./useAct";

const ASK_DAY = new Set<string>(["remind_on", "pause_until"]);
const NOT_HERE = new Set<string>(["link", "reopen", "restore", "change_destination"]);
/** Shown as a button of its own where a task offers it; the others are behind the three dots. */
const FIRST: Partial<Record<string, Action[]>> = {
  payment_missing: ["cash", "card"],
  document_missing: ["no_document", "private"],
  possible_duplicate: ["connect_duplicate", "disconnect_duplicate"],
  several_documents: ["divide", "one_document"],
  partial_payment: ["provisionally_ok"],
  delivery_failed: ["retry"],
  delivery_unconfirmed: ["arrived", "send_again"],
};

export function TaskCard({ task }: { task: TaskView }) {
  const language = useLanguage();
  const say = useSay();
  const act = useAct();
  const [asked, setAsked] = useState<Action | null>(null);
  const name = taskName(task, language);
  const about = {
    name,
    task_id: task.task_id,
    document_id: task.document?.document_id,
    transaction_id: task.document ? undefined : task.transaction?.transaction_id,
  };
  const other = task.reason === "possible_duplicate" ? (task.params as { other?: string }).other : undefined;
  const offered = task.actions.filter((action) => !NOT_HERE.has(action));
  const first = (FIRST[task.reason] ?? []).filter((action) => offered.includes(action));
  const rest = offered.filter((action) => !first.includes(action));

  function choose(action: Action) {
    if (ASK_DAY.has(action) || action === "no_document") setAsked(action);
    else void act(about, action, detailsOf(task, action));
  }

  return (
    <article className="card task" aria-label={name}>
      <TaskHead task={task} />
      <p>{task.text}</p>
      {task.suggestions.map((suggestion, position) => (
        <Suggestion key={position} suggestion={suggestion} onAccept={(details) => void act(about, "link", details)} />
      ))}
      {task.document && other && (
        <Link to="/documents/$documentId/beside/$otherId" params={{ documentId: task.document.document_id, otherId: other }}>
          {say("compare.open")}
        </Link>
      )}
      <div className="row actions">
        {first.map((action) => (
          <Button key={action} onPress={() => choose(action)}>
            {sayCode(language, "action", action)}
          </Button>
        ))}
        {rest.length > 0 && (
          <ChoiceMenu
            label={say("task.more", { name })}
            look="quiet"
            icon
            choices={rest.map((action) => ({
              id: action,
              text: sayCode(language, "action", action),
              danger: action === "delete",
            }))}
            onChoose={(id) => choose(id as Action)}
          >
            <Ellipsis size={22} aria-hidden />
          </ChoiceMenu>
        )}
      </div>
      <DayDialog
        action={asked && ASK_DAY.has(asked) ? asked : null}
        onClose={() => setAsked(null)}
        onChoose={(day) => asked && void act(about, asked, { day })}
      />
      <NoDocumentDialog
        isOpen={asked === "no_document"}
        onClose={() => setAsked(null)}
        onChoose={(no_document) => void act(about, "no_document", { no_document })}
      />
    </article>
  );
}

function TaskHead({ task }: { task: TaskView }) {
  const language = useLanguage();
  const { document, transaction } = task;
  if (document) {
    return (
      <div className="spread">
        <div className="row grow nowrap">
          <FileText size={22} aria-hidden className="second" />
          <div className="grow">
            <h3>
              <Link to="/documents/$documentId" params={{ documentId: document.document_id }}>
                {documentName(document)}
              </Link>
            </h3>
            <p className="second small">{documentAbout(document, language)}</p>
          </div>
        </div>
        <strong className="amount">{documentTotal(document, language)}</strong>
      </div>
    );
  }
  if (!transaction) return null;
  return (
    <div className="spread">
      <div className="row grow nowrap">
        <Landmark size={22} aria-hidden className="second" />
        <div className="grow">
          <h3>{transactionName(transaction, language)}</h3>
          <p className="second small">{transactionAbout(transaction, language)}</p>
        </div>
      </div>
      <strong className="amount">{money(transaction.amount, transaction.currency, language)}</strong>
    </div>
  );
}

function Suggestion({ suggestion, onAccept }: { suggestion: SuggestionView; onAccept: (details: Details) => void }) {
  const language = useLanguage();
  const say = useSay();
  const { document, transaction, documents = [] } = suggestion;
  const several = documents.length > 1;
  const name = several
    ? documents.map((one) => documentName(one)).join(" + ")
    : document
      ? documentName(document)
      : transaction
        ? transactionName(transaction, language)
        : "";
  const about = document && !several ? documentAbout(document, language) : transaction ? transactionAbout(transaction, language) : "";
  const amount = document && !several
    ? documentTotal(document, language)
    : transaction
      ? money(transaction.amount, transaction.currency, language)
      : "";

  function accept() {
    onAccept({
      document_id: several ? null : (document?.document_id ?? null),
      document_ids: several ? documents.map((one) => one.document_id) : [],
      transaction_id: transaction?.transaction_id ?? null,
      accept_difference: suggestion.difference !== null && suggestion.difference !== undefined,
    });
  }

  return (
    <div className="suggestion">
      <div className="grow">
        <div className="spread">
          <strong>{name}</strong>
          <span className="amount">{amount}</span>
        </div>
        <p className="small second">{about}</p>
        <p className="small">{suggestion.text}</p>
      </div>
      <Button look="primary" onPress={accept} aria-label={say("task.linkTo", { name })}>
        {say("action.link")}
      </Button>
    </div>
  );
}

function detailsOf(task: TaskView, action: Action): Details {
  const params = task.params as { other?: string };
  const isDuplicate = action === "connect_duplicate" || action === "disconnect_duplicate";
  return isDuplicate && params.other ? { document_id: params.other } : {};
}
