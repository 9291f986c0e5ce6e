import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Banner } from "../../ui/Banner.tsx";

interface ConversationBannerProps {
  name: string;
  changed: boolean;
  refused: string | undefined;
  onCompare: () => void;
}

/** The most serious thing first: a refused chat, a changed safety number, no connection. */
export function ConversationBanner({ name, changed, refused, onCompare }: ConversationBannerProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  if (refused !== undefined) {
    return (
      <Banner tone="danger" icon="alert">
        {ofCode(refused)}
      </Banner>
    );
  }
  if (changed) {
    return (
      <Banner
        tone="danger"
        icon="alert"
        action={{ label: t("conversation.compare"), onPress: onCompare }}
      >
        {t("conversation.keyChanged", { name })}
      </Banner>
    );
  }
  return <ConnectionBanner />;
}

/** Says that there is no way to the server, and that nothing is lost by it. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const connection = useStore(useClient().presence, (presence) => presence.connection.kind);
  if (connection === "online" || connection === "connecting") return null;
  return (
    <Banner tone="warn" icon="offline">
      {connection === "offline" ? t("conversation.offline") : t("conversation.reconnecting")}
    </Banner>
  );
}
