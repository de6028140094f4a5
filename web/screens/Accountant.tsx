// A13: where documents go, whether that works, and what was sent.
import { data, Problem } from "@api/client";
import { actOnDelivery, checkConnection, type DeliveryView } from "@api/generated";
import { connections, deliveries, destination, packages } from "@api/things";
import { client as oneClient } from "@api/things";
import { useClientId } from "@api/session";
import { moment } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Badge, Button, Empty, Note, Skeleton, type Tone } from "@kit/parts";
import { useToast } from "@kit/toasts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, CircleHelp, Clock, Send, type LucideIcon } from "lucide-react";
import { ProblemNote } from "./ProblemNote";
import { Title } from "./Shell";
import { useRefresh } from "./useAct";

export function Accountant() {
  const say = useSay();
  return (
    <>
      <Title text={say("accountant.title")} />
      <Destination />
      <h2>{say("accountant.sent")}</h2>
      <Deliveries />
    </>
  );
}

function Destination() {
  const say = useSay();
  const client_id = useClientId();
  const toast = useToast();
  const { data: company } = useQuery(oneClient(client_id));
  const { data: choices } = useQuery(packages(client_id));
  const { data: where, error } = useQuery(destination(client_id));
  const { data: known } = useQuery(connections(client_id));
  const connection = known?.find((one) => one.connection_id === where?.connection_id);
  const title = choices?.find((one) => one.name === company?.package)?.title ?? company?.package;

  async function test() {
    if (!where) return;
    try {
      const path = { client_id, connection_id: where.connection_id };
      const { works, reason } = await data(checkConnection({ path, body: { settings: where.settings } }));
      toast(works ? { text: say("accountant.works") } : { text: reason?.text ?? say("problem.unknown"), tone: "wrong" });
    } catch (problem) {
      toast({ text: problem instanceof Problem && problem.status ? problem.message : say("problem.offline"), tone: "wrong" });
    }
  }

  if (error && !(error instanceof Problem && error.status === 404)) return <ProblemNote problem={error} />;
  return (
    <section className="card stack" aria-labelledby="package">
      <h2 id="package">{title ?? say("accountant.package")}</h2>
      {!where && <Note tone="look">{say("accountant.nowhere")}</Note>}
      {where && (
        <>
          <p>
            {connection?.name ?? where.connector} · {Object.values(where.settings).filter((one) => typeof one === "string" && one).join(", ")}
          </p>
          {connection?.stopped && <Note tone="wrong">{connection.stopped.text}</Note>}
          <div className="row">
            <Button onPress={() => void test()}>{say("accountant.test")}</Button>
          </div>
        </>
      )}
    </section>
  );
}

const LOOKS: Record<string, [Tone, LucideIcon]> = {
  no_destination: ["look", CircleHelp],
  pending: ["plain", Clock],
  leased: ["info", Send],
  sent_unconfirmed: ["look", CircleHelp],
  confirmed: ["good", CircleCheck],
  failed: ["look", CircleAlert],
  dead: ["wrong", CircleAlert],
};

function Deliveries() {
  const say = useSay();
  const client = useClientId();
  const query = useInfiniteQuery(deliveries(client));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.error) return <ProblemNote problem={query.error} again={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton label={say("shell.loading")} />;
  if (all.length === 0) return <Empty icon={Send} title={say("accountant.none")} text={say("accountant.noneText")} />;
  return (
    <>
      <ul className="list">
        {all.map((one) => (
          <li key={one.delivery_id} className="item">
            <Delivery delivery={one} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && <Button onPress={() => void query.fetchNextPage()}>{say("list.more")}</Button>}
    </>
  );
}

function Delivery({ delivery }: { delivery: DeliveryView }) {
  const language = useLanguage();
  const say = useSay();
  const client_id = useClientId();
  const toast = useToast();
  const refresh = useRefresh();
  const [tone, icon] = LOOKS[delivery.state] ?? ["plain", Clock];
  const name = delivery.receipt?.filename ?? delivery.files[0]?.filename ?? "";

  async function act(action: DeliveryView["actions"][number]) {
    try {
      await data(actOnDelivery({ path: { client_id, delivery_id: delivery.delivery_id }, body: { action } }));
    } catch (problem) {
      toast({ text: problem instanceof Problem && problem.status ? problem.message : say("problem.offline"), tone: "wrong" });
    }
    await refresh();
  }

  return (
    <>
      <span className="grow">
        <Link to="/documents/$documentId" params={{ documentId: delivery.document_id }} className="block">
          {name}
        </Link>
        <span className="small second block">{moment(delivery.finished_at ?? delivery.created_at, language)}</span>
        {delivery.reason && <span className="small block">{delivery.reason.text}</span>}
        {delivery.actions.length > 0 && (
          <span className="row">
            {delivery.actions.map((action) => (
              <Button key={action} onPress={() => void act(action)} aria-label={`${sayCode(language, "action", action)}: ${name}`}>
                {sayCode(language, "action", action)}
              </Button>
            ))}
          </span>
        )}
      </span>
      <Badge tone={tone} icon={icon}>
        {sayCode(language, "delivery", delivery.state)}
      </Badge>
    </>
  );
}
