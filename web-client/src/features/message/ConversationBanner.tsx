import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Banner } from "../../ui/Banner.tsx";
import type { Connection } from "../presence/model.ts";

interface ConversationBannerProps {
  name: string;
  changed: boolean;
  refused: string | undefined;
  blocked: boolean;
  /** Somebody to whom the person has never written. */
  stranger: boolean;
  onCompare: () => void;
  onBlock: () => void;
  onUnblock: () => void;
}

/** The most serious thing first: a block, a refused chat, a changed safety number, no connection, a stranger. */
export function ConversationBanner({
  name,
  changed,
  refused,
  blocked,
  stranger,
  onCompare,
  onBlock,
  onUnblock,
}: ConversationBannerProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const connection = useStore(useClient().presence, (presence) => presence.connection.kind);
  if (blocked) {
    return (
      <Banner tone="warn" icon="block" action={{ label: t("block.undo"), onPress: onUnblock }}>
        {t("block.banner", { name })}
      </Banner>
    );
  }
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
  if (stranger && isThere(connection)) {
    return (
      <Banner tone="warn" icon="user" action={{ label: t("block.action"), onPress: onBlock }}>
        {t("block.stranger", { name })}
      </Banner>
    );
  }
  return <ConnectionBanner />;
}

function isThere(connection: Connection["kind"]): boolean {
  return connection === "online" || connection === "connecting";
}

/** Says that there is no way to the server, and that nothing is lost by it; or that a newer client is there. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { presence } = useClient();
  const connection = useStore(presence, (now) => now.connection.kind);
  const newVersion = useStore(presence, (now) => now.newVersion);
  if (isThere(connection)) {
    if (!newVersion) return null;
    // Drafts and what waits to be sent are on the disk, so a reload loses nothing.
    return (
      <Banner
        tone="warn"
        icon="retry"
        action={{ label: t("version.reload"), onPress: () => location.reload() }}
      >
        {t("version.newer")}
      </Banner>
    );
  }
  return (
    <Banner tone="warn" icon="offline">
      {connection === "offline" ? t("conversation.offline") : t("conversation.reconnecting")}
    </Banner>
  );
}
