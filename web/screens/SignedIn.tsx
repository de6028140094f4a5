// What is behind the sign-in. When a session ends, the form comes on top and the screen below stays as it is.
import { Problem } from "@api/client";
import { ME, useMe } from "@api/session";
import { spoken, useSay } from "@kit/i18n";
import { Skeleton } from "@kit/parts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { ProblemNote } from "./ProblemNote";
import { SignIn } from "./SignIn";
import { useSetLanguage } from "./start";

export function SignedIn({ portal = false, children }: { portal?: boolean; children: ReactNode }) {
  const say = useSay();
  const setLanguage = useSetLanguage();
  const queries = useQueryClient();
  const { me, error } = useMe();
  const language = me?.language;

  useEffect(() => {
    if (language) setLanguage(spoken([language]));
  }, [language, setLanguage]);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        const failure: unknown = event.query.state.error;
        const isOver = failure instanceof Problem && failure.status === 401;
        if (isOver && event.query.queryKey[0] !== ME[0] && queries.getQueryData(ME)) queries.setQueryData(ME, null);
      }),
    [queries],
  );

  if (error) return <ProblemNote problem={error} again={() => void queries.refetchQueries({ queryKey: ME })} />;
  if (me === undefined) return <Skeleton label={say("shell.loading")} rows={3} />;
  return me ? children : <SignIn portal={portal} />;
}
