// Why a transaction has no invoice and no receipt.
import type { NoDocument } from "@api/generated";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Dialog } from "@kit/late";
import { Button } from "@kit/parts";

const WHY: NoDocument[] = ["bank_costs", "interest", "tax", "salary", "cash", "own_account", "other"];

export function NoDocumentDialog({
  isOpen,
  onClose,
  onChoose,
}: {
  isOpen: boolean;
  onClose: () => void;
  onChoose: (why: NoDocument) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  return (
    <Dialog title={say("noDocument.title")} isOpen={isOpen} onClose={onClose}>
      <div className="stack">
        {WHY.map((why) => (
          <Button
            key={why}
            onPress={() => {
              onClose();
              onChoose(why);
            }}
          >
            {sayCode(language, "noDocument", why)}
          </Button>
        ))}
        <Button look="quiet" onPress={onClose}>
          {say("dialog.cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
