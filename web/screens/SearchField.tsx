// A search that waits until a person stops typing.
import { Search } from "lucide-react";
import { useEffect, useId, useState } from "react";

const WAIT_MS = 300;

export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => onChange(text.trim()), WAIT_MS);
    return () => window.clearTimeout(timer);
  });
  return (
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim());
      }}
    >
      <label className="hidden" htmlFor={id}>
        {label}
      </label>
      <Search size={20} aria-hidden />
      <input id={id} type="search" value={text} placeholder={label} onChange={(event) => setText(event.target.value)} />
    </form>
  );
}
