// P9: who works here and in which groups of clients.
import { groups, staff } from "@api/things";
import { useMe } from "@api/session";
import { sayCode, useLanguage, useSay } from "@kit/i18n";
import { Badge, Skeleton } from "@kit/parts";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash } from "lucide-react";
import { ProblemNote } from "../ProblemNote";
import { Title } from "../Shell";

export function Team() {
  const say = useSay();
  const language = useLanguage();
  const { me } = useMe();
  const firm = me?.firm_id ?? "";
  const people = useQuery(staff(firm));
  const { data: known } = useQuery(groups(firm));
  const names = new Map((known ?? []).map((group) => [group.group_id, group.name]));
  return (
    <>
      <Title text={say("team.title")} />
      {people.isPending && <Skeleton label={say("shell.loading")} />}
      {people.error && <ProblemNote problem={people.error} again={() => void people.refetch()} />}
      {people.data && (
        <ul className="list">
          {people.data.map((one) => (
            <li key={one.user_id} className="item">
              <span className="grow">
                <strong className="block">{`${one.first_name} ${one.last_name}`}</strong>
                <span className="small second block">{one.email}</span>
                <span className="small second block">{one.groups.map((id) => names.get(id) ?? "").filter(Boolean).join(", ")}</span>
              </span>
              <span className="end">
                <span className="small">{sayCode(language, "role", one.role)}</span>
                <Badge tone={one.active ? "good" : "plain"} icon={one.active ? CircleCheck : CircleSlash}>
                  {say(one.active ? "team.active" : "team.disabled")}
                </Badge>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
