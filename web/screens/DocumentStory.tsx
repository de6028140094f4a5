// A9, Données du document: where it came from, what was done with it, and the proof that it was sent.
import type { DocumentDetail } from "@api/generated";
import { history, provenance } from "@api/things";
import { useClientId } from "@api/session";
import { moment } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { useQuery } from "@tanstack/react-query";

export function DocumentStory({ document }: { document: DocumentDetail }) {
  const say = useSay();
  const language = useLanguage();
  const client = useClientId();
  const { data: past } = useQuery(history(client, document.document_id));
  const { data: ways } = useQuery(provenance(client, document.document_id));
  const { receipt } = document;
  return (
    <section className="card stack" aria-labelledby="story">
      <h2 id="story">{say("story.title")}</h2>
      <dl className="facts">
        <dt>{say("story.file")}</dt>
        <dd>{document.filename}</dd>
        {(ways ?? []).map((way, position) => (
          <Fact key={position} name={say("story.came")} value={`${sayCode(language, "channel", way.channel)} · ${moment(way.received_at, language)}`} />
        ))}
        {receipt && (
          <>
            <Fact name={say("story.sent")} value={`${sayCode(language, "channel", receipt.channel)} · ${receipt.destination} · ${moment(receipt.delivered_at, language)}`} />
            <Fact name={say("story.as")} value={receipt.filename} />
            {receipt.remote_answer && <Fact name={say("story.answer")} value={receipt.remote_answer} />}
          </>
        )}
      </dl>
      <ol className="history">
        {(past?.items ?? []).map((entry, position) => (
          <li key={position}>
            <span className="small second">{moment(entry.at, language)}</span> {entry.text}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
