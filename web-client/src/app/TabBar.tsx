import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Badge } from "../ui/Badge.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { useClient } from "./client.ts";
import { linkTo } from "./history.ts";
import type { Route } from "./routes.ts";

const tabs: readonly { name: "chats" | "people" | "settings"; icon: IconName; route: Route }[] = [
  { name: "chats", icon: "chat", route: { name: "chats" } },
  { name: "people", icon: "users", route: { name: "people" } },
  { name: "settings", icon: "settings", route: { name: "settings", page: undefined } },
];

/** The sections at the foot of a phone's screen. */
export function TabBar({ route }: { route: Route }) {
  const { t } = useTranslation();
  const unread = useStore(
    useClient().chats,
    (chats) => chats.rows.filter((row) => row.unread > 0).length,
  );
  return (
    <nav className="tab-bar" aria-label={t("nav.label")}>
      {tabs.map((tab) => (
        <a
          key={tab.name}
          aria-current={route.name === tab.name ? "page" : undefined}
          {...linkTo(tab.route)}
        >
          <span className="tab-bar-icon">
            <Icon name={tab.icon} />
            {tab.name === "chats" && unread > 0 && (
              <Badge count={unread} label={t("nav.unreadChats", { count: unread })} />
            )}
          </span>
          {t(`nav.${tab.name}`)}
        </a>
      ))}
    </nav>
  );
}
