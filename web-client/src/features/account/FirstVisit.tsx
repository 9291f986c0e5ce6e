import type { ReactNode } from "react";
import { LanguageSwitch } from "../../app/LanguageSwitch.tsx";
import { MarkArt, Wordmark } from "../../ui/Logo.tsx";
import "./firstVisit.css";

interface FirstVisitProps {
  title: string;
  lead: string;
  children: ReactNode;
}

/** The frame of every screen before the chats: words and a form at the left, the two strokes at the right. */
export function FirstVisit({ title, lead, children }: FirstVisitProps) {
  return (
    <div className="first">
      <main className="first-main">
        <Wordmark className="first-logo" />
        <div className="first-form">
          <h1 className="type-display">{title}</h1>
          <p className="first-lead">{lead}</p>
          {children}
        </div>
        <LanguageSwitch />
      </main>
      <div className="first-art" aria-hidden="true">
        <MarkArt />
      </div>
    </div>
  );
}
