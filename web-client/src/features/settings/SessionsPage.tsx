import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useNow, usePlace } from "../../app/hooks.ts";
import type { Result } from "../../app/result.ts";
import { useAction } from "../../app/useAction.ts";
import { rowStamp, shortDay } from "../../i18n/dates.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { DeviceSession } from "../account/model.ts";

export function SessionsPage() {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const [sessions, setSessions] = useState<Result<readonly DeviceSession[]>>();
  const load = useCallback(async () => setSessions(await account.listSessions()), [account]);
  useEffect(() => void load(), [load]);
  const logOut = useAction(account.logOut);
  const [asking, setAsking] = useState(false);

  return (
    <section className="settings-section">
      <p>{t("sessions.lead")}</p>
      {sessions === undefined && <p role="status">{t("sessions.loading")}</p>}
      {sessions?.ok === false && <Notice tone="danger">{ofError(sessions.error)}</Notice>}
      {sessions?.ok && (
        <ul className="sessions">
          {sessions.value.map((session) => (
            <SessionRow key={session.sessionId} session={session} onEnded={load} />
          ))}
        </ul>
      )}
      <div className="settings-choice">
        <div>
          <Button icon="exit" busy={logOut.busy} onClick={() => void logOut.run()}>
            {t("sessions.signOut")}
          </Button>
          <p>{t("sessions.signOutHelp")}</p>
          {logOut.error && <Notice tone="danger">{ofError(logOut.error)}</Notice>}
        </div>
        <div>
          <Button look="danger" onClick={() => setAsking(true)}>
            {t("sessions.signOutAll")}
          </Button>
          <p>{t("sessions.signOutAllHelp")}</p>
        </div>
      </div>
      {asking && <ConfirmEverywhere onClose={() => setAsking(false)} />}
    </section>
  );
}

/** What `./ren chat` calls itself. */
const TERMINAL = "command line";

function isPhone(device: string): boolean {
  return /Android|iOS/.test(device);
}

interface SessionRowProps {
  session: DeviceSession;
  onEnded: () => Promise<void>;
}

function SessionRow({ session, onEnded }: SessionRowProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const now = useNow();
  const place = usePlace();
  const end = useAction(async () => {
    const result = await account.endSession(session.sessionId);
    if (result.ok) await onEnded();
    return result;
  });
  const terminal = session.device === TERMINAL;
  const device = terminal
    ? t("sessions.terminal")
    : (session.device ?? t("sessions.unknownDevice"));
  const date = shortDay(session.createdAt, now, place);
  return (
    <li className="session">
      <Icon name={terminal ? "terminal" : isPhone(device) ? "phone" : "laptop"} />
      <div>
        <p className="session-name">{device}</p>
        <p>
          {session.current
            ? t("sessions.current", { date })
            : t("sessions.used", { used: rowStamp(session.usedAt, now, place), date })}
        </p>
        {end.error && <Notice tone="danger">{ofError(end.error)}</Notice>}
      </div>
      {!session.current && (
        <Button
          look="danger"
          busy={end.busy}
          aria-label={t("sessions.endOf", { device })}
          onClick={() => void end.run()}
        >
          {t("sessions.end")}
        </Button>
      )}
    </li>
  );
}

function ConfirmEverywhere({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const logOut = useAction(account.logOutEverywhere);
  return (
    <Dialog
      title={t("sessions.confirmTitle")}
      onClose={onClose}
      foot={
        <>
          <Button look="danger" busy={logOut.busy} onClick={() => void logOut.run()}>
            {t("sessions.signOutAll")}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{t("sessions.confirmText")}</p>
      {logOut.error && <Notice tone="danger">{ofError(logOut.error)}</Notice>}
    </Dialog>
  );
}
