// A7: all documents, searched and filtered; the filters stand in the address.
import type { DocumentView } from "@api/generated";
import { documents, type DocumentFilter } from "@api/things";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Button, Empty, Skeleton } from "@kit/parts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileText, Search } from "lucide-react";
import { AddDocuments } from "./AddDocuments";
import { DocumentState } from "./DocumentState";
import { documentAbout, documentName, documentTotal } from "./names";
import { ProblemNote } from "./ProblemNote";
import { SearchField } from "./SearchField";
import { Title } from "./Shell";

const VIEWS: { id: string; filter: DocumentFilter }[] = [
  { id: "all", filter: {} },
  { id: "unsent", filter: { sent: false } },
  { id: "purchase", filter: { kind: ["purchase_invoice"] } },
  { id: "sales", filter: { kind: ["sales_invoice"] } },
  { id: "receipt", filter: { kind: ["receipt"] } },
  { id: "bin", filter: { state: ["deleted"] } },
];

export interface DocumentSearch {
  view?: string;
  q?: string;
}

export function Documents() {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const search: DocumentSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = VIEWS.find((one) => one.id === search.view) ?? VIEWS[0]!;
  const query = useInfiniteQuery(documents(client, { ...view.filter, ...(search.q ? { q: search.q } : {}) }));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Boolean(search.q) || view.id !== "all";

  function show(next: DocumentSearch) {
    void navigate({ to: "/documents", search: { ...search, ...next } as never, replace: true });
  }

  return (
    <>
      <Title text={say("documents.title")}>
        <AddDocuments />
      </Title>
      <SearchField label={say("documents.search")} value={search.q ?? ""} onChange={(q) => show({ q: q || undefined } as DocumentSearch)} />
      <div className="chips" role="group" aria-label={say("list.filter")}>
        {VIEWS.map(({ id }) => (
          <Button key={id} className="chip" aria-pressed={id === view.id} onPress={() => show({ view: id })}>
            {sayCode(language, "documentsView", id)}
          </Button>
        ))}
      </div>
      {query.isPending && !query.error && <Skeleton label={say("shell.loading")} />}
      {query.error && <ProblemNote problem={query.error} again={() => void query.refetch()} />}
      {query.data && all.length === 0 && (
        <Empty
          icon={narrowed ? Search : FileText}
          title={say(narrowed ? "list.nothing" : "documents.none")}
          text={say(narrowed ? "list.nothingText" : "documents.noneText")}
        >
          {narrowed && <Button onPress={() => void navigate({ to: "/documents", search: {} as never })}>{say("list.clear")}</Button>}
        </Empty>
      )}
      <ul className="list">
        {all.map((document) => (
          <li key={document.document_id}>
            <Row document={document} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button onPress={() => void query.fetchNextPage()} isDisabled={query.isFetchingNextPage}>
          {say("list.more")}
        </Button>
      )}
    </>
  );
}

function Row({ document }: { document: DocumentView }) {
  const language = useLanguage();
  return (
    <Link to="/documents/$documentId" params={{ documentId: document.document_id }} className="item">
      <span className="grow">
        <strong className="block">{documentName(document)}</strong>
        <span className="small second block">{documentAbout(document, language) || document.filename}</span>
      </span>
      <span className="end">
        <span className="amount block">{documentTotal(document, language)}</span>
        <DocumentState document={document} />
      </span>
    </Link>
  );
}
