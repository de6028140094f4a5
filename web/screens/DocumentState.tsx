// Where a document is: an icon, a word and a colour, never a colour alone.
import type { DocumentView } from "@api/generated";
import { sayCode, useLanguage } from "@kit/i18n";
import { Badge, type Tone } from "@kit/parts";
import { Archive, CircleAlert, CircleCheck, Clock, Eye, Link2, Send, Trash2, type LucideIcon } from "lucide-react";

const LOOKS: Record<string, [Tone, LucideIcon]> = {
  received: ["plain", Clock],
  reading: ["plain", Eye],
  read: ["info", Clock],
  unreadable: ["wrong", CircleAlert],
  waiting: ["look", Clock],
  linked: ["info", Link2],
  archived: ["plain", Archive],
  released: ["info", Send],
  rendered: ["info", Send],
  delivered: ["good", CircleCheck],
  delivery_failed: ["wrong", CircleAlert],
  deleted: ["plain", Trash2],
};

export function DocumentState({ document }: { document: Pick<DocumentView, "state"> }) {
  const language = useLanguage();
  const [tone, icon] = LOOKS[document.state] ?? ["plain", Clock];
  return (
    <Badge tone={tone} icon={icon}>
      {sayCode(language, "state", document.state)}
    </Badge>
  );
}
