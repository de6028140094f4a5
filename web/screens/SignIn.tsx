// A1: sign in.
import { Problem } from "@api/client";
import { useSession } from "@api/session";
import { LANGUAGES, useLanguage, useSay } from "@kit/i18n";
import { Button, Field, Form, Note } from "@kit/parts";
import { useState } from "react";
import { useSetLanguage } from "./start";
import { Wordmark } from "./Wordmark";
import { ProblemText } from "./ProblemNote";

export function SignIn({ portal = false }: { portal?: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  const { enter } = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit() {
    setBusy(true);
    setProblem(null);
    try {
      await enter(email, password);
    } catch (error) {
      setProblem(error as Problem);
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <title>{`${say("signIn.title")} · Serein`}</title>
      <Wordmark portal={portal} />
      <h1>{say("signIn.title")}</h1>
      {problem && (
        <Note tone="wrong" role="alert">
          <ProblemText problem={problem} />
        </Note>
      )}
      <Form onSubmit={() => void submit()} label={say("signIn.title")}>
        <Field label={say("signIn.email")} type="email" name="email" autoComplete="username" inputMode="email" value={email} onChange={setEmail} required />
        <Field label={say("signIn.password")} type="password" name="password" autoComplete="current-password" value={password} onChange={setPassword} required />
        <Button type="submit" look="primary" isDisabled={busy}>
          {say(busy ? "signIn.busy" : "signIn.enter")}
        </Button>
      </Form>
      <div className="row languages" role="group" aria-label={say("settings.language")}>
        {LANGUAGES.map((one) => (
          <Button key={one} look="quiet" aria-pressed={one === language} onPress={() => setLanguage(one)}>
            {say(`language.${one}`)}
          </Button>
        ))}
      </div>
    </main>
  );
}
