// A11: two documents that may be the same one, side by side, with what differs between them.
import type { DocumentDetail } from "@api/generated";
import { document as oneDocument } from "@api/things";
import { useClientId } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Badge, Button, Skeleton } from "@kit/parts";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { CircleCheck, Diff } from "lucide-react";
import { DocumentState } from "./DocumentState";
import { fieldsOf, GROUPS, told } from "./fields";
import { documentName } from "./names";
import { PageView } from "./PageView";
import { ProblemNote } from "./ProblemNote";
import { Title } from "./Shell";
import { useAct } from "./useAct";

export function Compare() {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const act = useAct();
  const navigate = useNavigate();
  const { documentId, otherId } = useParams({ strict: false }) as { documentId: string; otherId: string };
  const one = useQuery(oneDocument(client, documentId));
  const other = useQuery(oneDocument(client, otherId));
  const error = one.error ?? other.error;

  if (error) return <ProblemNote problem={error} />;
  if (!one.data || !other.data) return <Skeleton label={say("shell.loading")} rows={8} />;

  async function decide(action: "connect_duplicate" | "disconnect_duplicate") {
    const about = { name: documentName(one.data!), document_id: documentId };
    if (await act(about, action, { document_id: otherId })) await navigate({ to: "/" });
  }

  return (
    <>
      <Title text={say("compare.title")}>
        <span className="row">
          <Button onPress={() => void decide("connect_duplicate")}>{sayCode(language, "action", "connect_duplicate")}</Button>
          <Button onPress={() => void decide("disconnect_duplicate")}>{sayCode(language, "action", "disconnect_duplicate")}</Button>
        </span>
      </Title>
      <Differences one={one.data} other={other.data} />
      <div className="both">
        {[one.data, other.data].map((document) => (
          <section key={document.document_id} className="stack" aria-label={document.filename}>
            <div className="spread">
              <Link to="/documents/$documentId" params={{ documentId: document.document_id }}>
                {document.filename}
              </Link>
              <DocumentState document={document} />
            </div>
            <PageView document={document} lit={null} onPick={() => undefined} />
          </section>
        ))}
      </div>
    </>
  );
}

function Differences({ one, other }: { one: DocumentDetail; other: DocumentDetail }) {
  const say = useSay();
  const language = useLanguage();
  const values = (document: DocumentDetail) =>
    GROUPS.flatMap((group) =>
      fieldsOf(document.fields, group).map(({ path, sort, read }) => ({
        path,
        name: `${sayCode(language, "fields", group.id)} · ${sayCode(language, "field", path)}`,
        text: read ? told(read.value, sort, document.currency ?? "EUR", language) : "",
      })),
    );
  const others = new Map(values(other).map(({ path, text }) => [path, text]));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("compare.differences")}>
      <table className="rows">
        <caption className="hidden">{say("compare.differences")}</caption>
        <tbody>
          {values(one).map(({ path, name, text }) => {
            const beside = others.get(path) ?? "";
            const same = text === beside;
            return (
              <tr key={path}>
                <th scope="row">{name}</th>
                <td>{text}</td>
                <td>{beside}</td>
                <td>
                  <Badge tone={same ? "plain" : "look"} icon={same ? CircleCheck : Diff}>
                    {say(same ? "compare.same" : "compare.different")}
                  </Badge>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
