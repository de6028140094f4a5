// A16: language, light and dark, where one is signed in, and signing out.
import { data, Problem } from "@api/client";
import { changeMe, endSession } from "@api/generated";
import { sessions } from "@api/things";
import { ME, useMe, useSession } from "@api/session";
import { moment } from "@kit/format";
import { LANGUAGES, useLanguage, useSay, type Language } from "@kit/i18n";
import { Button, Skeleton } from "@kit/parts";
import { useToast } from "@kit/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemNote } from "./ProblemNote";
import { Title } from "./Shell";
import { useSetLanguage } from "./start";

const THEMES = ["system", "light", "dark"] as const;

export function Settings() {
  const say = useSay();
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  const { me } = useMe();
  const { leave } = useSession();
  const queries = useQueryClient();
  const toast = useToast();
  const [theme, setTheme] = useState<(typeof THEMES)[number]>(
    (window.document.documentElement.dataset["theme"] as (typeof THEMES)[number] | undefined) ?? "system",
  );

  function failed(error: unknown) {
    toast({ text: error instanceof Problem && error.status ? error.message : say("problem.offline"), tone: "wrong" });
  }

  async function speak(next: Language) {
    setLanguage(next);
    try {
      queries.setQueryData(ME, await data(changeMe({ body: { language: next } })));
      await queries.invalidateQueries();
    } catch (error) {
      failed(error);
    }
  }

  function paint(next: (typeof THEMES)[number]) {
    setTheme(next);
    if (next === "system") delete window.document.documentElement.dataset["theme"];
    else window.document.documentElement.dataset["theme"] = next;
  }

  return (
    <>
      <Title text={say("settings.title")} />
      <section className="card stack">
        <h2>{`${me?.first_name ?? ""} ${me?.last_name ?? ""}`}</h2>
        <p className="second">{me?.email}</p>
        <div>
          <Button onPress={() => void leave().catch(failed)}>{say("settings.leave")}</Button>
        </div>
      </section>
      <section className="card stack">
        <h2>{say("settings.language")}</h2>
        <div className="chips" role="group" aria-label={say("settings.language")}>
          {LANGUAGES.map((one) => (
            <Button key={one} className="chip" aria-pressed={one === language} onPress={() => void speak(one)}>
              {say(`language.${one}`)}
            </Button>
          ))}
        </div>
      </section>
      <section className="card stack">
        <h2>{say("settings.theme")}</h2>
        <div className="chips" role="group" aria-label={say("settings.theme")}>
          {THEMES.map((one) => (
            <Button key={one} className="chip" aria-pressed={one === theme} onPress={() => paint(one)}>
              {say(`theme.${one}`)}
            </Button>
          ))}
        </div>
      </section>
      <Sessions failed={failed} />
    </>
  );
}

function Sessions({ failed }: { failed: (error: unknown) => void }) {
  const say = useSay();
  const language = useLanguage();
  const { data: found, error, refetch } = useQuery(sessions());

  async function end(session_id: string) {
    try {
      await data(endSession({ path: { session_id } }));
    } catch (problem) {
      failed(problem);
    }
    await refetch();
  }

  return (
    <section className="card stack">
      <h2>{say("settings.sessions")}</h2>
      {error && <ProblemNote problem={error} />}
      {!found && !error && <Skeleton label={say("shell.loading")} rows={2} />}
      <ul className="stack">
        {(found ?? []).map((one) => (
          <li key={one.session_id} className="spread">
            <span className="grow">
              <span className="block">{one.user_agent || one.address}</span>
              <span className="small second">{moment(one.seen_at, language)}</span>
            </span>
            {one.current ? (
              <span className="small second">{say("settings.here")}</span>
            ) : (
              <Button onPress={() => void end(one.session_id)} aria-label={say("settings.endOf", { name: one.user_agent || one.address })}>
                {say("settings.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
