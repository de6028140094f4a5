// The small parts of every screen: buttons, fields, notes. They are what the browser gives, with our look; menus and
// dialogs, which browsers do not give, are React Aria's.
import { Check, CircleAlert, TriangleAlert, type LucideIcon } from "lucide-react";
import { useId, type ButtonHTMLAttributes, type FormEvent, type InputHTMLAttributes, type ReactNode } from "react";

export type Look = "plain" | "primary" | "quiet" | "danger";

export function buttonClasses(look: Look, icon: boolean, more = ""): string {
  return ["button", look === "plain" ? "" : look, icon ? "icon" : "", more].filter(Boolean).join(" ");
}

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick" | "disabled"> {
  look?: Look;
  icon?: boolean;
  isDisabled?: boolean;
  onPress?: () => void;
}

export function Button({ look = "plain", icon = false, isDisabled, onPress, className, type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} disabled={isDisabled} onClick={onPress} className={buttonClasses(look, icon, className)} />;
}

export interface FieldProps extends Pick<InputHTMLAttributes<HTMLInputElement>, "type" | "name" | "autoComplete" | "inputMode" | "onFocus" | "onBlur" | "readOnly" | "required"> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: string | undefined;
  error?: string | undefined;
}

export function Field({ label, description, error, onChange, ...rest }: FieldProps) {
  const id = useId();
  const told = [description ? `${id}-about` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={told || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {description && (
        <span id={`${id}-about`} className="about">
          {description}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

export function Form({ onSubmit, children, label }: { onSubmit: () => void; children: ReactNode; label: string }) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form className="stack" onSubmit={submit} noValidate aria-label={label}>
      {children}
    </form>
  );
}

export type Tone = "plain" | "good" | "look" | "wrong" | "info";

export function Badge({ tone = "plain", icon: Icon, children }: { tone?: Tone; icon: LucideIcon; children: ReactNode }) {
  return (
    <span className={`badge ${tone}`}>
      <Icon size={16} aria-hidden />
      {children}
    </span>
  );
}

export function Note({ tone, children, role }: { tone: "wrong" | "look" | "plain"; children: ReactNode; role?: "alert" }) {
  const Icon = tone === "wrong" ? CircleAlert : tone === "look" ? TriangleAlert : Check;
  return (
    <div className={`note ${tone}`} role={role}>
      <Icon size={20} aria-hidden />
      <div className="grow">{children}</div>
    </div>
  );
}

export function Empty({ icon: Icon, title, text, children }: { icon: LucideIcon; title: string; text: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon size={40} aria-hidden />
      <h2>{title}</h2>
      <p className="second">{text}</p>
      {children}
    </div>
  );
}

/** Shown in the place of a list that loads; invisible for the first 200 ms. */
export function Skeleton({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <div className="stack" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton" />
      ))}
    </div>
  );
}
