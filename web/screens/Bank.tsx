// A12: accounts with their balance, movements with what they are linked to, and bank files from this device.
import { data, Problem } from "@api/client";
import { importBankStatements, type TransactionView } from "@api/generated";
import { accounts, transactions } from "@api/things";
import { useClientId } from "@api/session";
import { day, iban, money } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Badge, Button, Empty, Skeleton } from "@kit/parts";
import { useToast } from "@kit/toasts";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleHelp, FileUp, Landmark } from "lucide-react";
import { useRef } from "react";
import { transactionAbout, transactionName } from "./names";
import { ProblemNote } from "./ProblemNote";
import { SearchField } from "./SearchField";
import { Title } from "./Shell";

export function Bank() {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const { q, view }: { q?: string; view?: string } = useSearch({ strict: false });
  const alone = view === "alone";
  const navigate = useNavigate();
  const query = useInfiniteQuery(transactions(client, { ...(q ? { q } : {}), ...(alone ? { linked: false } : {}) }));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];

  function show(next: { q?: string | undefined; view?: string }) {
    void navigate({ to: "/bank", search: { q, view, ...next } as never, replace: true });
  }

  return (
    <>
      <Title text={say("bank.title")}>
        <Import />
      </Title>
      <Accounts />
      <SearchField label={say("bank.search")} value={q ?? ""} onChange={(next) => show({ q: next || undefined })} />
      <div className="chips" role="group" aria-label={say("list.filter")}>
        {["all", "alone"].map((one) => (
          <Button key={one} className="chip" aria-pressed={one === (view ?? "all")} onPress={() => show({ view: one })}>
            {sayCode(language, "bankView", one)}
          </Button>
        ))}
      </div>
      {query.isPending && !query.error && <Skeleton label={say("shell.loading")} />}
      {query.error && <ProblemNote problem={query.error} again={() => void query.refetch()} />}
      {query.data && all.length === 0 && (
        <Empty icon={Landmark} title={say(q || alone ? "list.nothing" : "bank.none")} text={say(q || alone ? "list.nothingText" : "bank.noneText")} />
      )}
      <ul className="list">
        {all.map((one) => (
          <li key={one.transaction_id} className="item">
            <Movement transaction={one} alone={alone} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && <Button onPress={() => void query.fetchNextPage()}>{say("list.more")}</Button>}
    </>
  );
}

function Movement({ transaction, alone }: { transaction: TransactionView; alone: boolean }) {
  const language = useLanguage();
  const say = useSay();
  return (
    <>
      <span className="grow">
        <strong className="block">{transactionName(transaction, language)}</strong>
        <span className="small second block">{transactionAbout(transaction, language)}</span>
      </span>
      <span className="end">
        <span className="amount block">{money(transaction.amount, transaction.currency, language)}</span>
        {alone && transaction.needs_document && (
          <Badge tone="look" icon={CircleHelp}>
            {say("bank.missing")}
          </Badge>
        )}
      </span>
    </>
  );
}

function Accounts() {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const { data: found } = useQuery(accounts(client));
  if (!found?.length) return null;
  return (
    <ul className="accounts" aria-label={say("bank.accounts")}>
      {found.map((account) => (
        <li key={`${account.account} ${account.currency}`} className="card">
          <div className="small second">{iban(account.account)}</div>
          <strong className="amount large">{money(account.balance, account.currency, language)}</strong>
          <div className="small second">{day(account.balance_date, language)}</div>
        </li>
      ))}
    </ul>
  );
}

function Import() {
  const say = useSay();
  const client_id = useClientId();
  const toast = useToast();
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);

  async function send(files: File[]) {
    if (files.length === 0) return;
    try {
      const { results } = await data(importBankStatements({ path: { client_id }, body: { files } }));
      const refused = results.find((one) => one.problem);
      if (refused) toast({ text: `${refused.filename}: ${refused.problem?.text ?? ""}`, tone: "wrong" });
      else toast({ text: say("bank.imported", { n: results.length }) });
    } catch (error) {
      toast({ text: error instanceof Problem && error.status ? error.message : say("problem.offline"), tone: "wrong" });
    }
    for (const group of ["accounts", "transactions", "tasks"]) await queries.invalidateQueries({ queryKey: [group, client_id] });
  }

  return (
    <>
      <Button onPress={() => picker.current?.click()}>
        <FileUp size={20} aria-hidden /> {say("bank.import")}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        className="hidden"
        tabIndex={-1}
        aria-label={say("bank.import")}
        onChange={(event) => {
          void send([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}
