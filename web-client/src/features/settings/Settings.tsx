import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { goBack } from "../../app/history.ts";
import type { SettingsPage } from "../../app/routes.ts";
import { IconButton } from "../../ui/Button.tsx";
import { AppearancePage } from "./AppearancePage.tsx";
import { ProfilePage } from "./ProfilePage.tsx";
import { RecoveryPage } from "./RecoveryPage.tsx";
import { SecurityPage } from "./SecurityPage.tsx";
import { SessionsPage } from "./SessionsPage.tsx";
import { StoragePage } from "./StoragePage.tsx";
import "./settings.css";

const views: Record<SettingsPage, () => React.ReactNode> = {
  profile: ProfilePage,
  appearance: AppearancePage,
  security: SecurityPage,
  recovery: RecoveryPage,
  sessions: SessionsPage,
  storage: StoragePage,
};

/** One page of the settings. */
export default function Settings({ page }: { page: SettingsPage }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const View = views[page];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its title
  useEffect(() => heading.current?.focus({ preventScroll: true }), [page]);
  return (
    <div className="settings">
      <header className="settings-head">
        <span className="settings-back">
          <IconButton
            icon="back"
            label={t("ui.back")}
            onClick={() => goBack({ name: "settings", page: undefined })}
          />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {t(`settings.${page}`)}
        </h1>
      </header>
      <div className="settings-page">
        <View key={page} />
      </div>
    </div>
  );
}
