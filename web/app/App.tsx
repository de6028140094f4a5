// Serein, the app of an entrepreneur. An accountant sees a client's app under /app/clients/ID/.
import { ClientProvider, useMe } from "@api/session";
import { useLive } from "@api/live";
import { client as oneClient, tasks } from "@api/things";
import { useSay } from "@kit/i18n";
import { Empty } from "@kit/parts";
import { Shell, Title } from "@screens/Shell";
import { SignedIn } from "@screens/SignedIn";
import { Todo } from "@screens/Todo";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, RouterProvider } from "@tanstack/react-router";
import { Compass, FileText, Landmark, ListChecks, Send, Settings2 } from "lucide-react";

const OF_A_CLIENT = /^\/app\/clients\/([0-9a-f-]{36})(?=\/|$)/;
const [base = "/app", clientInAddress] = OF_A_CLIENT.exec(window.location.pathname) ?? [];

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });
const routes = [
  createRoute({ getParentRoute: () => root, path: "/", component: Todo }),
  createRoute({ getParentRoute: () => root, path: "/documents", component: lazyRouteComponent(() => import("@screens/Documents"), "Documents") }),
  createRoute({ getParentRoute: () => root, path: "/documents/$documentId", component: lazyRouteComponent(() => import("@screens/Document"), "Document") }),
  createRoute({
    getParentRoute: () => root,
    path: "/documents/$documentId/beside/$otherId",
    component: lazyRouteComponent(() => import("@screens/Compare"), "Compare"),
  }),
  createRoute({ getParentRoute: () => root, path: "/bank", component: lazyRouteComponent(() => import("@screens/Bank"), "Bank") }),
  createRoute({ getParentRoute: () => root, path: "/accountant", component: lazyRouteComponent(() => import("@screens/Accountant"), "Accountant") }),
  createRoute({ getParentRoute: () => root, path: "/settings", component: lazyRouteComponent(() => import("@screens/Settings"), "Settings") }),
];
const router = createRouter({ routeTree: root.addChildren(routes), basepath: base, defaultPreload: false, scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

export function App() {
  return (
    <SignedIn>
      <OfClient />
    </SignedIn>
  );
}

function OfClient() {
  const say = useSay();
  const { me } = useMe();
  const id = me?.client_id ?? clientInAddress;
  if (!id) return <Empty icon={Compass} title={say("app.forCompanies")} text={say("app.forCompaniesText")}>{<a href="/portal/">Serein Portal</a>}</Empty>;
  return (
    <ClientProvider id={id}>
      <RouterProvider router={router} context={{}} />
    </ClientProvider>
  );
}

function Frame() {
  const say = useSay();
  const { me } = useMe();
  const id = me?.client_id ?? clientInAddress ?? "";
  const { data: company } = useQuery(oneClient(id));
  const { data: open, hasNextPage } = useInfiniteQuery(tasks(id));
  const count = open?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  useLive(id);
  return (
    <Shell
      company={company?.name}
      places={[
        { to: "/", text: say("todo.title"), icon: ListChecks, exact: true, count: count ? `${count}${hasNextPage ? "+" : ""}` : undefined },
        { to: "/documents", text: say("documents.title"), icon: FileText },
        { to: "/bank", text: say("bank.title"), icon: Landmark },
        { to: "/accountant", text: say("accountant.short"), icon: Send },
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
        <Link to="/">{say("todo.title")}</Link>
      </Empty>
    </>
  );
}
