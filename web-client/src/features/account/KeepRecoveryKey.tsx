import { type ReactNode, useEffect, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { KeyGrid } from "../../ui/KeyGrid.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { groupsToCheck, keyGroups, normaliseKeyText } from "./recoveryKeyText.ts";
import "./steps.css";

interface KeepRecoveryKeyProps {
  login: string;
  recoveryKey: string;
  busy: boolean;
  /** The person typed three groups from the copy. */
  onKept: () => void;
  second?: ReactNode;
  children?: ReactNode;
}

/** Shows a recovery key once, offers ways to keep it, and goes on only when three groups were typed from the copy. */
export function KeepRecoveryKey(props: KeepRecoveryKeyProps) {
  const { login, recoveryKey, busy, onKept, second, children } = props;
  const { t } = useTranslation();
  const groups = keyGroups(recoveryKey);
  const [places] = useState(() => groupsToCheck(Math.random));
  const [typed, setTyped] = useState<Record<number, string>>({});
  const [wrong, setWrong] = useState<number | "incomplete">();
  useEffect(() => {
    // The browser asks before it leaves: the key is shown this once.
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, []);
  const right = (place: number) => normaliseKeyText(typed[place] ?? "") === groups[place];

  const submit = () => {
    const mistaken = places.find((place) => !right(place));
    if (mistaken === undefined) {
      setWrong(undefined);
      onKept();
    } else {
      const complete = places.every((place) => normaliseKeyText(typed[place] ?? "").length === 4);
      setWrong(complete ? mistaken : "incomplete");
    }
  };

  return (
    <>
      <div className="key-print">
        <p className="key-print-name">REN · {login}</p>
        <KeyGrid groups={groups} label={t("recoveryKey.grid")} form="recovery" />
      </div>
      <KeyTools login={login} groups={groups} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="key-check">
          <Trans t={t} i18nKey="recoveryKey.check" components={{ strong: <strong /> }} />
        </p>
        <div className="key-cells">
          {places.map((place) => (
            <TextField
              key={place}
              label={t("recoveryKey.group", { number: place + 1 })}
              mono
              value={typed[place] ?? ""}
              onChange={(event) => setTyped({ ...typed, [place]: event.target.value })}
              maxLength={6}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              trailing={right(place) && <Icon name="check" size={16} />}
              aria-invalid={wrong === place || undefined}
            />
          ))}
        </div>
        {wrong !== undefined && (
          <Notice tone="danger">
            {wrong === "incomplete"
              ? t("recoveryKey.incomplete")
              : t("recoveryKey.groupWrong", { number: wrong + 1 })}
          </Notice>
        )}
        <div className="key-rest">{children}</div>
        <div className="step-actions">
          <Button look="solid" large type="submit" busy={busy}>
            {t("recoveryKey.submit")}
          </Button>
          {second}
        </div>
      </form>
      <Notice tone="plain">{t("recoveryKey.note")}</Notice>
    </>
  );
}

function KeyTools({ login, groups }: { login: string; groups: readonly string[] }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  const text = groups.join(" ");

  const copy = async () => {
    const written = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setCopied(written ? "yes" : "refused");
  };
  const download = () => {
    const address = URL.createObjectURL(
      new Blob([t("recoveryKey.file", { login, key: text })], { type: "text/plain;charset=utf-8" }),
    );
    const link = document.createElement("a");
    link.href = address;
    link.download = t("recoveryKey.fileName", { login });
    link.click();
    URL.revokeObjectURL(address);
  };

  return (
    <div className="key-tools">
      <Button look="plain" icon={copied === "yes" ? "check" : "copy"} onClick={() => void copy()}>
        <span aria-live="polite">
          {copied === "yes" ? t("recoveryKey.copied") : t("recoveryKey.copy")}
        </span>
      </Button>
      <Button look="plain" icon="download" onClick={download}>
        {t("recoveryKey.download")}
      </Button>
      <Button look="plain" icon="print" onClick={() => window.print()}>
        {t("recoveryKey.print")}
      </Button>
      {copied === "refused" && <Notice tone="danger">{t("recoveryKey.copyFailed")}</Notice>}
    </div>
  );
}
