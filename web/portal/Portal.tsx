// Serein Portal, the app of an accounting firm.
import { useMe } from "@api/session";
import { useSay } from "@kit/i18n";
import { Empty } from "@kit/parts";
import { Clients } from "@screens/portal/Clients";
import { Shell, Title } from "@screens/Shell";
import { SignedIn } from "@screens/SignedIn";
import { firm as oneFirm } from "@api/things";
import { useQuery } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, RouterProvider } from "@tanstack/react-router";
import { Compass, Settings2, Users, UsersRound } from "lucide-react";

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });
const routes = [
  createRoute({ getParentRoute: () => root, path: "/", component: Clients }),
  createRoute({ getParentRoute: () => root, path: "/new", component: lazyRouteComponent(() => import("@screens/portal/NewClient"), "NewClient") }),
  createRoute({ getParentRoute: () => root, path: "/team", component: lazyRouteComponent(() => import("@screens/portal/Team"), "Team") }),
  createRoute({ getParentRoute: () => root, path: "/settings", component: lazyRouteComponent(() => import("@screens/Settings"), "Settings") }),
];
const router = createRouter({ routeTree: root.addChildren(routes), basepath: "/portal", scrollRestoration: true });

export function Portal() {
  return (
    <SignedIn portal>
      <OfFirm />
    </SignedIn>
  );
}

function OfFirm() {
  const say = useSay();
  const { me } = useMe();
  if (!me?.firm_id) {
    return (
      <Empty icon={Compass} title={say("portal.forFirms")} text={say("portal.forFirmsText")}>
        <a href="/app/">Serein</a>
      </Empty>
    );
  }
  return <RouterProvider router={router as never} />;
}

function Frame() {
  const say = useSay();
  const { me } = useMe();
  const { data: firm } = useQuery(oneFirm(me?.firm_id ?? ""));
  return (
    <Shell
      portal
      company={firm?.name}
      places={[
        { to: "/", text: say("clients.title"), icon: Users, exact: true },
        { to: "/team", text: say("team.title"), icon: UsersRound },
        { to: "/settings", text: say("settings.short"), icon: Settings2 },
      ]}
    />
  );
}

function NotFound() {
  const say = useSay();
  return (
    <>
      <Title text={say("notFound.title")} />
      <Empty icon={Compass} title={say("notFound.title")} text={say("notFound.text")}>
        <Link to="/">{say("clients.title")}</Link>
      </Empty>
    </>
  );
}
