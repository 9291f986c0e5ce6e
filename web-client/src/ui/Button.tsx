import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./button.css";

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  /** `solid` is the one main action of a screen; `danger` is red text, never a red ground. */
  look?: "solid" | "quiet" | "plain" | "danger";
  large?: boolean;
  icon?: IconName;
  /** A dialog opens with the focus here. */
  "data-first-focus"?: boolean;
  /** The action is under way: the button keeps its place and focus, and does nothing when pressed. */
  busy?: boolean;
  children: ReactNode;
}

export function Button({
  look = "quiet",
  large = false,
  icon,
  busy = false,
  type = "button",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className="btn"
      data-look={look}
      data-large={large || undefined}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
      {busy && <span className="btn-spinner" aria-hidden="true" />}
    </button>
  );
}

interface IconButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "children"> {
  icon: IconName;
  label: string;
  look?: "plain" | "send";
  ref?: Ref<HTMLButtonElement>;
}

/** A button that shows only an icon; its label is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  look = "plain",
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className="icon-btn"
      data-look={look}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  );
}
