import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import type { Result } from "../../app/result.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import type { CacheUsage, ServerStorage } from "../file/model.ts";
import { useFileWords } from "../file/views/fileWords.ts";
import "./storage.css";

/** What files take: in this browser, which can be cleared, and of the account's room on the server. */
export function StoragePage() {
  return (
    <>
      <ThisBrowser />
      <OnTheServer />
    </>
  );
}

/** Choices for the most that this browser keeps, bytes. */
const LIMITS = [256 * 2 ** 20, 2 ** 30, 4 * 2 ** 30] as const;

function ThisBrowser() {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const words = useFileWords();
  const { file } = useClient();
  const [usage, reload] = useAsked<CacheUsage>(file.cacheUsage);
  const [asking, setAsking] = useState(false);
  const limit = useAction(async (bytes: number) => {
    const result = await file.setCacheLimit(bytes);
    await reload();
    return result;
  });
  return (
    <section className="settings-section">
      <h2>{t("storage.browser")}</h2>
      <p>{t("storage.browserText")}</p>
      <Gauge
        usage={usage}
        words={({ used, limit: most, files }) =>
          t("storage.kept", { used: words.size(used), limit: words.size(most), count: files })
        }
        share={({ used, limit: most }) => used / most}
      />
      {usage?.ok && (
        <>
          <Segmented
            label={t("storage.limit")}
            value={String(usage.value.limit)}
            options={LIMITS.map((bytes) => ({ value: String(bytes), label: words.size(bytes) }))}
            onChange={(bytes) => void limit.run(Number(bytes))}
          />
          {limit.error && <Notice tone="danger">{ofError(limit.error)}</Notice>}
          <Button disabled={usage.value.files === 0} onClick={() => setAsking(true)}>
            {t("storage.clear")}
          </Button>
        </>
      )}
      {asking && (
        <ConfirmClear
          onClose={() => {
            setAsking(false);
            void reload();
          }}
        />
      )}
    </section>
  );
}

function OnTheServer() {
  const { t } = useTranslation();
  const words = useFileWords();
  const { file } = useClient();
  const [storage] = useAsked<ServerStorage>(file.serverStorage);
  return (
    <section className="settings-section">
      <h2>{t("storage.server")}</h2>
      <p>{t("storage.serverText")}</p>
      <Gauge
        usage={storage}
        words={({ used, quota }) =>
          t("storage.used", { used: words.size(used), quota: words.size(quota) })
        }
        share={({ used, quota }) => used / quota}
      />
      {storage?.ok && <p>{t("storage.maxFile", { size: words.size(storage.value.maxFile) })}</p>}
    </section>
  );
}

interface GaugeProps<T> {
  usage: Result<T> | undefined;
  words: (usage: T) => string;
  /** 0 to 1. */
  share: (usage: T) => number;
}

/** A bar with its figures. It has its place before they are there. */
function Gauge<T>({ usage, words, share }: GaugeProps<T>) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  if (usage?.ok === false) return <Notice tone="danger">{ofError(usage.error)}</Notice>;
  const full = usage === undefined ? 0 : Math.min(1, share(usage.value));
  return (
    <div className="gauge" aria-busy={usage === undefined}>
      <span className="gauge-bar" data-full={full > 0.9 || undefined} aria-hidden="true">
        <i style={{ width: `${full * 100}%` }} />
      </span>
      <p role="status">{usage === undefined ? t("ui.loading") : words(usage.value)}</p>
    </div>
  );
}

function ConfirmClear({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { file } = useClient();
  const clear = useAction(async () => {
    const result = await file.clearCache();
    if (result.ok) onClose();
    return result;
  });
  return (
    <Dialog
      title={t("storage.clearTitle")}
      onClose={onClose}
      foot={
        <>
          <Button look="danger" busy={clear.busy} onClick={() => void clear.run()}>
            {t("storage.clear")}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{t("storage.clearText")}</p>
      {clear.error && <Notice tone="danger">{ofError(clear.error)}</Notice>}
    </Dialog>
  );
}

/** Asks once, and again on demand. */
function useAsked<T>(ask: () => Promise<Result<T>>) {
  const [answer, setAnswer] = useState<Result<T>>();
  const reload = useCallback(async () => setAnswer(await ask()), [ask]);
  useEffect(() => void reload(), [reload]);
  return [answer, reload] as const;
}
