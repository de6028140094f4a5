// Menus and dialogs. They are loaded after the first screen is there, by `kit/late.tsx`.
import {
  Button as AriaButton,
  Dialog as AriaDialog,
  Heading,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
} from "react-aria-components";
import type { ChoiceMenuProps, DialogProps } from "./late";
import { buttonClasses } from "./parts";

export function ChoiceMenu({ label, choices, onChoose, children, look = "plain", icon = false }: ChoiceMenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className={buttonClasses(look, icon)} aria-label={label}>
        {children ?? label}
      </AriaButton>
      <Popover placement="bottom end">
        <AriaMenu className="menu" onAction={(key) => onChoose(String(key))} aria-label={label}>
          {choices.map(({ id, text, icon: Icon, danger }) => (
            <MenuItem key={id} id={id} textValue={text} className={`menu-item${danger ? " danger" : ""}`}>
              {Icon && <Icon size={20} aria-hidden />}
              {text}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable className="veil">
      <Modal>
        <AriaDialog className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

