import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import "./menu.css";

export interface MenuItem {
  label: string;
  icon: IconName;
  danger?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** Where the ground scrolls and clips: the list lies above everything, beside its button. */
  floating?: boolean;
  tabIndex?: number;
}

/** The "more" button of a header with its menu (WAI-ARIA menu button: arrows move, Home and End jump, Escape closes). */
export function Menu({ label, items, floating = false, tabIndex }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();

  useLayoutEffect(() => {
    if (!open || !floating || !trigger.current || !list.current) return;
    list.current.showPopover();
    placeBeside(trigger.current, list.current);
    const close = () => setOpen(false);
    // What it stands beside moves away under it.
    document.addEventListener("wheel", close, { passive: true });
    window.addEventListener("resize", close);
    return () => {
      document.removeEventListener("wheel", close);
      window.removeEventListener("resize", close);
    };
  }, [open, floating]);

  useEffect(() => {
    if (!open) return;
    entries(root.current)[0]?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [open]);

  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that focus left the menu
    <div
      className="menu-root"
      ref={root}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <IconButton
        ref={trigger}
        icon="more"
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        tabIndex={tabIndex}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div
          ref={list}
          id={listId}
          role="menu"
          popover={floating ? "manual" : undefined}
          aria-label={label}
          className="menu"
          onKeyDown={(event) => moveFocus(event, root.current, close)}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="menu-item"
              data-danger={item.danger || undefined}
              onClick={() => {
                close();
                item.onSelect();
              }}
            >
              <Icon name={item.icon} size={18} />
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const GAP = 4;

/** Below the button, above it where there is no room; inside the window either way. */
function placeBeside(trigger: HTMLElement, list: HTMLElement): void {
  const button = trigger.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = button.bottom + GAP;
  const fits = below + height <= innerHeight - GAP;
  const left = button.left + width <= innerWidth - GAP ? button.left : button.right - width;
  list.style.top = `${fits ? below : Math.max(GAP, button.top - GAP - height)}px`;
  list.style.left = `${Math.max(GAP, left)}px`;
}

function entries(root: HTMLElement | null): HTMLElement[] {
  return root ? [...root.querySelectorAll<HTMLElement>("[role=menuitem]")] : [];
}

function moveFocus(event: KeyboardEvent, root: HTMLElement | null, close: () => void) {
  const all = entries(root);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const targets: Record<string, number> = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: (at - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) {
    event.preventDefault();
    all[target]?.focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key === "Tab") {
    close();
  }
}
