// A10: what belongs together: documents on one side, bank transactions on the other, why, and what is still open.
import { data, Problem } from "@api/client";
import { link, unlink, type BookingView } from "@api/generated";
import { useClientId } from "@api/session";
import { money } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Button } from "@kit/parts";
import { useToast } from "@kit/toasts";
import { Link } from "@tanstack/react-router";
import { Unlink } from "lucide-react";
import { documentAbout, documentName, documentTotal, transactionAbout, transactionName } from "./names";
import { useRefresh } from "./useAct";

export function Booking({ booking }: { booking: BookingView }) {
  const say = useSay();
  const language = useLanguage();
  const currency = booking.documents[0]?.currency ?? booking.transactions[0]?.currency ?? "EUR";
  if (booking.links.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="booking">
      <div className="spread">
        <h2 id="booking">{say("booking.title")}</h2>
        {!booking.complete && <span className="amount">{say("booking.open", { amount: money(booking.open, currency, language) })}</span>}
      </div>
      <ul className="stack">
        {booking.documents.map((one) => (
          <li key={one.document_id} className="spread">
            <span className="grow">
              <Link to="/documents/$documentId" params={{ documentId: one.document_id }}>
                {documentName(one)}
              </Link>
              <span className="small second block">{documentAbout(one, language)}</span>
            </span>
            <span className="amount">{documentTotal(one, language)}</span>
          </li>
        ))}
        {booking.transactions.map((one) => (
          <li key={one.transaction_id} className="stack">
            <div className="spread">
              <span className="grow">
                {transactionName(one, language)}
                <span className="small second block">{transactionAbout(one, language)}</span>
              </span>
              <span className="amount">{money(one.amount, one.currency, language)}</span>
            </div>
            <p className="small second">{why(booking, one.transaction_id, (kind) => sayCode(language, "evidence", kind))}</p>
            <Part itemId={one.transaction_id} name={transactionName(one, language)} booking={booking} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part({ itemId, name, booking }: { itemId: string; name: string; booking: BookingView }) {
  const say = useSay();
  const client_id = useClientId();
  const toast = useToast();
  const refresh = useRefresh();
  const document_ids = booking.documents.map((one) => one.document_id);

  async function again() {
    await data(link({ path: { client_id }, body: { document_ids, transaction_ids: [itemId] } }));
    await refresh();
  }

  async function take() {
    try {
      await data(unlink({ path: { client_id }, body: { item_id: itemId } }));
      toast({ text: say("booking.taken", { name }), undo: () => void again() });
    } catch (error) {
      toast({ text: error instanceof Problem && error.status ? error.message : say("problem.offline"), tone: "wrong" });
    }
    await refresh();
  }

  return (
    <Button look="quiet" onPress={() => void take()} aria-label={say("booking.takeName", { name })}>
      <Unlink size={18} aria-hidden /> {say("booking.take")}
    </Button>
  );
}

function why(booking: BookingView, id: string, name: (kind: string) => string): string {
  const links = booking.links.filter((one) => one.one_id === id || one.other_id === id);
  const kinds = new Set(links.flatMap((one) => one.evidence.map((each) => each.kind)));
  return [...kinds].map(name).join(", ");
}
