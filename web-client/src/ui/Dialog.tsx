import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button.tsx";
import "./dialog.css";

interface DialogProps {
  title: string;
  /** Escape, a press beside the dialog, or its close button. */
  onClose: () => void;
  /** Above the title: the two avatars of a comparison, for instance. */
  ornament?: ReactNode;
  children: ReactNode;
  /** The row of buttons: the main one first. */
  foot?: ReactNode;
}

/**
 * A modal dialog on the platform's own `<dialog>`: focus is kept inside, what is behind is inert,
 * and focus returns to where it was.
 */
export function Dialog({ title, onClose, ornament, children, foot }: DialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before the paint, and closed before it leaves the page: so focus returns to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) {
      element.showModal();
      // The platform focuses the first button, which closes; what the dialog asks for comes before that.
      element.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    }
    return () => element?.close();
  }, []);

  return (
    // The click on the ground is a convenience of the pointer; Escape and the close button do the same.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes by Escape, which arrives as onCancel
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <div className="dialog-close">
          <IconButton icon="close" label={t("ui.close")} onClick={onClose} />
        </div>
        {ornament && <div className="dialog-ornament">{ornament}</div>}
        <h2 id={titleId} className="dialog-title">
          {title}
        </h2>
        {children}
        {foot && <div className="dialog-foot">{foot}</div>}
      </div>
    </dialog>
  );
}
