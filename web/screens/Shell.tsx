// The frame around every screen: where one can go, what is open, and whether the network is there.
import { useSay } from "@kit/i18n";
import { Link, Outlet } from "@tanstack/react-router";
import { WifiOff, type LucideIcon } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from "react";
import { Wordmark } from "./Wordmark";

export interface Place {
  to: string;
  text: string;
  icon: LucideIcon;
  count?: string | undefined;
  exact?: boolean;
}

export function Shell({ places, company, portal = false }: { places: Place[]; company?: string | undefined; portal?: boolean }) {
  const say = useSay();
  const online = useOnline();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say("shell.skip")}
      </a>
      <nav className="places" aria-label={say("shell.places")}>
        <div className="places-head">
          <Wordmark portal={portal} />
          {company && <span className="company small second">{company}</span>}
        </div>
        <ul>
          {places.map(({ to, text, icon: Icon, count, exact }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: exact ?? false }} activeProps={{ "aria-current": "page" }} className="place">
                <Icon size={22} aria-hidden />
                <span>{text}</span>
                {count && <span className="count">{count}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" className="content">
        {!online && (
          <p className="offline" role="status">
            <WifiOff size={18} aria-hidden /> {say("shell.offline")}
          </p>
        )}
        <Outlet />
      </main>
    </div>
  );
}

let screensShown = 0;

/** The title of a screen, also of the window. It has the focus when a person comes from another screen. */
export function Title({ text, children }: { text: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (screensShown++ > 0) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="title spread">
      <title>{`${text} · Serein`}</title>
      <h1 tabIndex={-1} ref={heading}>
        {text}
      </h1>
      {children}
    </header>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("online", changed);
      window.addEventListener("offline", changed);
      return () => {
        window.removeEventListener("online", changed);
        window.removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
  );
}
