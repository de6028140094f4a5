// Until when something waits: a few days that people mean, or one that they type.
import { shortDay, typedDay } from "@kit/format";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Dialog } from "@kit/late";
import { Button, Field, Form } from "@kit/parts";
import { useState } from "react";

const DAYS = [7, 14, 30] as const;

export function DayDialog({
  action,
  onClose,
  onChoose,
}: {
  action: string | null;
  onClose: () => void;
  onChoose: (isoDay: string) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();

  function choose(iso: string | null) {
    if (iso === null || iso <= isoIn(0)) {
      setError(say("day.wrong"));
      return;
    }
    setText("");
    setError(undefined);
    onClose();
    onChoose(iso);
  }

  return (
    <Dialog title={action ? sayCode(language, "action", action) : ""} isOpen={action !== null} onClose={onClose}>
      <div className="row">
        {DAYS.map((days) => (
          <Button key={days} onPress={() => choose(isoIn(days))}>
            {say(`day.in${days}`)}
          </Button>
        ))}
      </div>
      <Form onSubmit={() => choose(typedDay(text))} label={say("day.other")}>
        <Field label={say("day.other")} value={text} onChange={setText} description={shortDay(isoIn(7))} error={error} inputMode="numeric" />
        <div className="row">
          <Button onPress={onClose}>{say("dialog.cancel")}</Button>
          <Button look="primary" type="submit">
            {say("dialog.choose")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function isoIn(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}
