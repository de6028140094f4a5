export function Wordmark({ portal = false }: { portal?: boolean }) {
  return (
    <span className="wordmark">
      <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden>
        <circle cx="14" cy="14" r="12" fill="none" stroke="currentColor" strokeWidth="2.5" />
        <path d="M8 14.5l4 4 8-9" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span>{portal ? "Serein Portal" : "Serein"}</span>
    </span>
  );
}
