import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./banner.css";

interface BannerProps {
  tone: "danger" | "warn";
  icon: IconName;
  children: ReactNode;
  /** At most one thing to do about it, named in the sentence's own words. */
  action?: { label: string; onPress: () => void };
}

/** The one strip under a header. Who has several things to say shows the most serious first. */
export function Banner({ tone, icon, children, action }: BannerProps) {
  return (
    <div className="banner" data-tone={tone} role={tone === "danger" ? "alert" : "status"}>
      <Icon name={icon} size={16} />
      <span className="banner-text">{children}</span>
      {action && (
        <button type="button" className="banner-action" onClick={action.onPress}>
          {action.label}
        </button>
      )}
    </div>
  );
}
