// Menus and dialogs by their names: a button stands in the place of a menu until the menu is loaded.
import type { LucideIcon } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";
import { Button, type Look } from "./parts";

export interface Choice {
  id: string;
  text: string;
  icon?: LucideIcon;
  danger?: boolean;
}

export interface ChoiceMenuProps {
  label: string;
  choices: Choice[];
  onChoose: (id: string) => void;
  children?: ReactNode;
  look?: Look;
  icon?: boolean;
}

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

const overlays = () => import("./overlays");
const LateMenu = lazy(async () => ({ default: (await overlays()).ChoiceMenu }));
const LateDialog = lazy(async () => ({ default: (await overlays()).Dialog }));

export function ChoiceMenu(props: ChoiceMenuProps) {
  const { label, children, look = "plain", icon = false } = props;
  const place = (
    <Button look={look} icon={icon} aria-label={label} isDisabled>
      {children ?? label}
    </Button>
  );
  return (
    <Suspense fallback={place}>
      <LateMenu {...props} />
    </Suspense>
  );
}

export function Dialog(props: DialogProps) {
  if (!props.isOpen) return null;
  return (
    <Suspense fallback={null}>
      <LateDialog {...props} />
    </Suspense>
  );
}
