import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../../app/client.ts";
import type { ClientErrorCode } from "../../../app/result.ts";
import { useErrorText } from "../../../i18n/errors.ts";
import type { IconName } from "../../../ui/Icon.tsx";
import { pickFiles } from "../choose/pickFiles.ts";
import type { FileItem, Transfer } from "../model.ts";
import { useFileWords } from "./fileWords.ts";

interface TransferControl {
  readonly icon: IconName;
  readonly label: string;
  run(): void;
}

/** A transfer as a row draws it. */
export interface ShownTransfer {
  readonly transfer: Transfer;
  /** 0 to 1. */
  readonly share: number;
  /** How it stands, in a line. */
  readonly words: string;
  /** The same without speed and time, for where there is little room. */
  readonly short: string;
  /** Why it came to nothing. */
  readonly failure?: string;
  /** What one would do with it now; absent when it is over. */
  readonly main?: TransferControl;
  readonly cancel?: TransferControl;
}

/** What runs for a file now, if anything does. */
export function useFileTransfer({ key, details }: FileItem): ShownTransfer | undefined {
  const { t } = useTranslation();
  const { files, file } = useClient();
  const words = useFileWords();
  const { ofCode } = useErrorText();
  const [refused, setRefused] = useState<ClientErrorCode>();
  const transfer = useStore(files, ({ transfers }) => transfers[key]);
  if (transfer === undefined) return undefined;
  const { name } = details;
  const { sent, size, state, direction, problem, bytesPerSecond, secondsLeft } = transfer;

  const part =
    sent === 0
      ? words.size(size)
      : t("file.part", { part: words.part(sent, size), whole: words.size(size) });
  const pause = {
    icon: "pause",
    label: t("file.pause", { name }),
    run: () => file.pause(key),
  } as const;
  const resume = {
    icon: direction === "up" ? "send" : "download",
    label: t("file.resume", { name }),
    run: () => file.resume(key),
  } as const;
  const again = { ...resume, icon: "retry", label: t("file.retry", { name }) } as const;
  const choose = {
    icon: "clip",
    label: t("file.chooseAgain", { name }),
    run: async () => {
      const [picked] = await pickFiles(false);
      if (picked === undefined) return;
      const provided = await file.provideFile(key, picked.file, picked.handle);
      setRefused(provided.ok ? undefined : provided.error.code);
    },
  } as const;
  const cancel = {
    icon: "close",
    label: t("file.cancel", { name }),
    run: () => file.cancel(key),
  } as const;
  const base = { transfer, share: size === 0 ? 0 : sent / size };

  switch (state) {
    case "sealing":
      return { ...base, words: t("file.preparing"), short: t("file.preparing"), cancel };
    case "waiting": {
      const why =
        problem === undefined || problem === "offline" ? t("file.waiting") : ofCode(problem);
      const short = problem === "offline" ? t("file.waitingOffline") : why;
      return { ...base, words: `${short}, ${part}`, short, main: pause, cancel };
    }
    case "running": {
      const speed = bytesPerSecond === undefined ? [] : [words.speed(bytesPerSecond)];
      const left =
        secondsLeft === undefined ? [] : [t("file.left", { time: words.timeLeft(secondsLeft) })];
      return {
        ...base,
        words: [part, ...left, ...speed].join(" · "),
        short: part,
        main: pause,
        cancel,
      };
    }
    case "paused":
      return { ...base, words: t("file.paused", { part }), short: part, main: resume, cancel };
    case "needs_file":
      return {
        ...base,
        words: t("file.needsFile"),
        short: t("file.needsFile"),
        ...(refused === undefined ? {} : { failure: ofCode(refused) }),
        main: choose,
        cancel,
      };
    case "failed": {
      const short = t("file.failed");
      // Why an own message was not sent stands under its bubble.
      const failure =
        direction === "up" ? {} : { failure: problem ? ofCode(problem) : t("error.fallback") };
      return { ...base, words: short, short, ...failure, main: again, cancel };
    }
    case "done":
      return { ...base, share: 1, words: words.size(size), short: words.size(size) };
  }
}
