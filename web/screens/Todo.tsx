// A3: the one list that an entrepreneur has to empty.
import type { TaskView } from "@api/generated";
import { tasks } from "@api/things";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Button, Empty, Skeleton } from "@kit/parts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { AddDocuments } from "./AddDocuments";
import { ProblemNote } from "./ProblemNote";
import { Title } from "./Shell";
import { TaskCard } from "./TaskCard";

const ORDER = [
  "delivery_failed", "delivery_unconfirmed", "password_needed", "document_missing", "payment_missing", "ambiguous_link",
  "amount_differs", "partial_payment", "possible_duplicate", "several_documents", "kind_unsure", "fields_missing",
  "unreadable", "consent_expiring", "statement_help",
];

export function Todo() {
  const say = useSay();
  const client = useClientId();
  const query = useInfiniteQuery(tasks(client));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const number = query.hasNextPage ? `${all.length}+` : String(all.length);

  return (
    <>
      <Title text={say("todo.title")}>
        <AddDocuments />
      </Title>
      {query.isPending && !query.error && <Skeleton label={say("shell.loading")} />}
      {query.error && <ProblemNote problem={query.error} again={() => void query.refetch()} />}
      {query.data && all.length === 0 && <Empty icon={CheckCheck} title={say("todo.none")} text={say("todo.noneText")} />}
      {all.length > 0 && (
        <>
          <p className="number" aria-live="polite">
            <strong>{number}</strong> {say("todo.number", { n: all.length })}
          </p>
          {groups(all).map(([reason, items]) => (
            <TaskGroup key={reason} reason={reason} items={items} />
          ))}
          {query.hasNextPage && (
            <Button onPress={() => void query.fetchNextPage()} isDisabled={query.isFetchingNextPage}>
              {say("list.more")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function TaskGroup({ reason, items }: { reason: string; items: TaskView[] }) {
  const language = useLanguage();
  const id = `group-${reason}`;
  return (
    <section className="group" aria-labelledby={id}>
      <h2 id={id}>
        {sayCode(language, "task", reason)} <span className="second">{items.length}</span>
      </h2>
      <ul className="stack">
        {items.map((task) => (
          <li key={task.task_id}>
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function groups(items: TaskView[]): [string, TaskView[]][] {
  const found = new Map<string, TaskView[]>();
  for (const task of items) found.set(task.reason, [...(found.get(task.reason) ?? []), task]);
  return [...found].sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
}
