// Who is signed in. The session itself is a cookie that no script can read.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { data, Problem } from "./client";
import { signIn, signOut, whoAmI, type MeView } from "./generated";

export const ME = ["me"];

/** The user, null when nobody is signed in; undefined while that is not known. */
export function useMe(): { me: MeView | null | undefined; error: Problem | null } {
  const { data: me, error } = useQuery<MeView | null, Problem>({
    queryKey: ME,
    queryFn: async () => {
      try {
        return await data(whoAmI());
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: 60_000,
  });
  return { me, error: me === undefined ? error : null };
}

export function useSession() {
  const queries = useQueryClient();
  return {
    async enter(email: string, password: string): Promise<void> {
      await data(signIn({ body: { email, password, as_cookie: true } }));
      await queries.resetQueries();
    },
    async leave(): Promise<void> {
      await data(signOut());
      queries.setQueryData(ME, null);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
    },
  };
}

const Client = createContext<string>("");

export function ClientProvider({ id, children }: { id: string; children: ReactNode }) {
  return <Client.Provider value={id}>{children}</Client.Provider>;
}

/** The id of the company whose things are shown. */
export function useClientId(): string {
  return useContext(Client);
}
