import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { FirstVisit } from "./FirstVisit.tsx";
import type { SessionState } from "./model.ts";

interface StateRefusedProps {
  session: Extract<SessionState, { kind: "state_refused" }>;
}

/** The account's memory did not open: what happened, what going on costs, and the person's decision. */
export default function StateRefused({ session: { login, why, remembers } }: StateRefusedProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const retry = useAction(account.retryState);
  const goOn = useAction(account.goOnWithoutState);
  const logOut = useAction(account.logOut);
  const waits = retry.busy || goOn.busy || logOut.busy;
  const error = retry.error ?? goOn.error ?? logOut.error;
  const still = error?.code === why;
  const cost = remembers ? "remembers" : why === "state_rollback" ? "older" : "empty";
  return (
    <FirstVisit title={t(`stateRefused.title.${why}`)} lead={t(`stateRefused.lead.${why}`)}>
      <p className="unlock-person">
        <span className="unlock-login">@{login}</span>
      </p>
      <section className="refused-facts">
        <p>{t("stateRefused.kept")}</p>
        <p>{t(`stateRefused.why.${why}`)}</p>
        <h2>{t("stateRefused.goOnTitle")}</h2>
        <p>{t(`stateRefused.cost.${cost}`)}</p>
        <p>{t("stateRefused.compare")}</p>
        {error && <Notice tone="danger">{still ? t("stateRefused.still") : ofError(error)}</Notice>}
      </section>
      <div className="first-actions">
        <Button look="solid" large busy={waits} onClick={() => void retry.run()}>
          {t("stateRefused.retry")}
        </Button>
        <Button look="plain" large busy={waits} onClick={() => void goOn.run()}>
          {t(remembers ? "stateRefused.goOnRemembered" : `stateRefused.goOn.${why}`)}
        </Button>
        <Button look="plain" large busy={waits} onClick={() => void logOut.run()}>
          {t("unlock.signOut")}
        </Button>
      </div>
    </FirstVisit>
  );
}
