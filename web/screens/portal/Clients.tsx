// P3: the clients of the firm, searched by name or VAT number; each opens as the client sees it (P6).
import type { ClientView, ListClientsData } from "@api/generated";
import { clients } from "@api/things";
import { vatNumber } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Button, Empty, Skeleton } from "@kit/parts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Search, Users } from "lucide-react";
import { ProblemNote } from "../ProblemNote";
import { SearchField } from "../SearchField";
import { Title } from "../Shell";

type Status = NonNullable<NonNullable<ListClientsData["query"]>["status"]>;
const STATUSES = ["active", "inactive"] as Status[];

export function Clients() {
  const say = useSay();
  const language = useLanguage();
  const { q, status }: { q?: string; status?: Status } = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useInfiniteQuery(clients({ ...(q ? { search: q } : {}), ...(status ? { status } : {}) }));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];

  function show(next: { q?: string | undefined; status?: Status | undefined }) {
    void navigate({ to: "/", search: { q, status, ...next } as never, replace: true });
  }

  return (
    <>
      <Title text={say("clients.title")}>
        <Link to={"/new" as never} className="button primary">
          {say("clients.add")}
        </Link>
      </Title>
      <SearchField label={say("clients.search")} value={q ?? ""} onChange={(next) => show({ q: next || undefined })} />
      <div className="chips" role="group" aria-label={say("list.filter")}>
        {[undefined, ...STATUSES].map((one) => (
          <Button key={one ?? "all"} className="chip" aria-pressed={one === status} onPress={() => show({ status: one })}>
            {sayCode(language, "clientStatus", one ?? "all")}
          </Button>
        ))}
      </div>
      {query.isPending && !query.error && <Skeleton label={say("shell.loading")} />}
      {query.error && <ProblemNote problem={query.error} again={() => void query.refetch()} />}
      {query.data && all.length === 0 && (
        <Empty icon={q ? Search : Users} title={say(q ? "list.nothing" : "clients.none")} text={say(q ? "list.nothingText" : "clients.noneText")} />
      )}
      {all.length > 0 && (
        <table className="rows">
          <caption className="hidden">{say("clients.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("clients.name")}</th>
              <th scope="col">{say("clients.vat")}</th>
              <th scope="col">{say("clients.package")}</th>
              <th scope="col">{say("clients.status")}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((client) => (
              <Row key={client.client_id} client={client} />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <Button onPress={() => void query.fetchNextPage()} isDisabled={query.isFetchingNextPage}>
          {say("list.more")}
        </Button>
      )}
    </>
  );
}

function Row({ client }: { client: ClientView }) {
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">
        <a href={`/app/clients/${client.client_id}/`}>{client.name}</a>
      </th>
      <td className="amount">{vatNumber(client.vat_number)}</td>
      <td>{client.package}</td>
      <td>{sayCode(language, "clientStatus", client.status)}</td>
    </tr>
  );
}
