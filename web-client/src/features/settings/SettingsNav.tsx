import { useTranslation } from "react-i18next";
import { goBack, linkTo } from "../../app/history.ts";
import type { SettingsPage } from "../../app/routes.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Icon, type IconName } from "../../ui/Icon.tsx";
import "./settings.css";

const pages: readonly { page: SettingsPage; icon: IconName }[] = [
  { page: "profile", icon: "user" },
  { page: "appearance", icon: "contrast" },
  { page: "security", icon: "lock" },
  { page: "recovery", icon: "key" },
  { page: "sessions", icon: "laptop" },
  { page: "storage", icon: "drive" },
];

export function SettingsNav({ current }: { current: SettingsPage | undefined }) {
  const { t } = useTranslation();
  return (
    <nav className="list settings-nav" aria-labelledby="settings-title">
      <header className="find-head">
        <span className="find-back">
          <IconButton icon="back" label={t("ui.back")} onClick={() => goBack({ name: "chats" })} />
        </span>
        <h1 id="settings-title">{t("settings.title")}</h1>
      </header>
      <ul className="settings-links">
        {pages.map(({ page, icon }) => (
          <li key={page}>
            <a
              aria-current={page === current ? "page" : undefined}
              {...linkTo({ name: "settings", page })}
            >
              <Icon name={icon} />
              {t(`settings.${page}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
