import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import "./notice.css";

interface NoticeProps {
  /** `danger` interrupts a screen reader, the others wait for it. */
  tone: "danger" | "ok" | "plain";
  children: ReactNode;
}

/** A sentence about what happened, with an icon: inside forms and pages. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <p className="notice" data-tone={tone} role={tone === "danger" ? "alert" : "status"}>
      <Icon name={tone === "ok" ? "check" : "alert"} size={16} />
      <span>{children}</span>
    </p>
  );
}
