import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { navigate } from "../../app/history.ts";
import { useNow, usePlace, usePresence } from "../../app/hooks.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { KeyGrid } from "../../ui/KeyGrid.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { presenceWords } from "../presence/presenceWords.ts";
import { BlockDialog } from "./BlockDialog.tsx";
import type { ChatRow } from "./model.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { SafetyDialogs, type SafetyStep } from "./SafetyDialogs.tsx";
import { useSafetyNumber } from "./useSafetyNumber.ts";
import "./details.css";

/** The column about the person: profile and safety number. Sections are parted by lines, not by boxes. */
export default function Details({ row }: { row: ChatRow }) {
  const { t } = useTranslation();
  const { companion, chatId } = row;
  const presence = usePresence(companion.userId);
  const words = presenceWords(t, presence, useNow(), usePlace());
  const root = useRef<HTMLElement>(null);
  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  const close = () => navigate({ name: "chat", chatId, details: false }, "replace");
  return (
    <aside
      ref={root}
      className="details"
      aria-label={t("details.label")}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header className="details-head">
        <h1>{t("details.label")}</h1>
        <IconButton icon="close" label={t("details.close")} onClick={close} />
      </header>
      <div className="details-body">
        <div className="details-person">
          <PersonAvatar person={companion} size={72} online={presence?.online} />
          <h2>{companion.userName}</h2>
          <p>
            <span className="details-login">@{companion.login}</span>
            {words && `, ${words}`}
          </p>
        </div>
        {!row.begun && <SafetySection row={row} />}
        <section className="details-section">
          <h2>{t("details.encryption")}</h2>
          <p>{t("details.encryptionText")}</p>
        </section>
        {!row.begun && <BlockSection row={row} />}
      </div>
    </aside>
  );
}

function BlockSection({ row }: { row: ChatRow }) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { chat } = useClient();
  const [asking, setAsking] = useState(false);
  const unblock = useAction(() => chat.setBlocked(row.chatId, false));
  return (
    <section className="details-section">
      {row.blocked ? (
        <Button busy={unblock.busy} onClick={() => void unblock.run()}>
          {t("block.undo")}
        </Button>
      ) : (
        <Button look="danger" icon="block" onClick={() => setAsking(true)}>
          {t("block.action")}
        </Button>
      )}
      {unblock.error && <Notice tone="danger">{ofError(unblock.error)}</Notice>}
      {asking && <BlockDialog row={row} onClose={() => setAsking(false)} />}
    </section>
  );
}

function SafetySection({ row }: { row: ChatRow }) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const number = useSafetyNumber(row.chatId);
  const [step, setStep] = useState<SafetyStep>();
  const trust = row.trust.kind;
  return (
    <section className="details-section">
      <h2>
        {t("details.safetyNumber")}
        <Button look="plain" onClick={() => setStep(trust === "changed" ? "changed" : "compare")}>
          {t("details.compare")}
        </Button>
      </h2>
      {trust === "verified" && <Notice tone="ok">{t("details.verified")}</Notice>}
      {trust === "changed" && <Notice tone="danger">{t("details.changed")}</Notice>}
      {trust === "pinned" && <p>{t("details.unverified")}</p>}
      {number?.ok && (
        <div className="details-number">
          <KeyGrid groups={number.value} label={t("details.groups")} form="note" />
        </div>
      )}
      {number?.ok === false && <Notice tone="danger">{ofError(number.error)}</Notice>}
      {step && <SafetyDialogs row={row} step={step} onStep={setStep} />}
    </section>
  );
}
