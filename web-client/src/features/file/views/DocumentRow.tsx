import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../../app/client.ts";
import type { ClientErrorCode } from "../../../app/result.ts";
import { useErrorText } from "../../../i18n/errors.ts";
import { Icon } from "../../../ui/Icon.tsx";
import type { FileItem } from "../model.ts";
import { documentIcon } from "./documentIcon.ts";
import { endingOf, useFileWords } from "./fileWords.ts";
import { Progress } from "./Progress.tsx";
import { useRowTab } from "./rowTab.ts";
import { useFileTransfer } from "./useFileTransfer.ts";

/** A document: an icon that saves it, or holds and continues what runs; name; kind and size. */
export function DocumentRow({ item }: { item: FileItem }) {
  const { t } = useTranslation();
  const { file } = useClient();
  const { ofCode } = useErrorText();
  const words = useFileWords();
  const tabIndex = useRowTab();
  const shown = useFileTransfer(item);
  const [problem, setProblem] = useState<ClientErrorCode>();
  const { details, ref } = item;
  const { name, size } = details;

  const save = async () => {
    if (ref === undefined) return;
    setProblem(undefined);
    const saved = await file.saveFile(ref);
    if (!saved.ok) setProblem(saved.error.code);
  };
  const main =
    shown?.main ??
    (ref === undefined || shown !== undefined
      ? undefined
      : { icon: "download" as const, label: t("file.saveNamed", { name }), run: save });
  const kind = [endingOf(name), words.size(size)].filter((part) => part !== undefined).join(", ");
  const failure = item.refused
    ? t("file.refused")
    : (shown?.failure ?? (problem && ofCode(problem)));

  return (
    <div className="document" data-busy={shown !== undefined || undefined}>
      {main === undefined ? (
        <span className="document-icon">
          <Icon name={documentIcon(details)} />
        </span>
      ) : (
        <button
          type="button"
          className="document-icon"
          tabIndex={tabIndex}
          aria-label={main.label}
          title={main.label}
          data-primary
          onClick={() => void main.run()}
        >
          <Icon name={shown === undefined ? documentIcon(details) : main.icon} />
          {shown === undefined && <Icon name="download" />}
        </button>
      )}
      <div className="document-words">
        <b className="document-name" title={name} dir="auto">
          {name}
        </b>
        {shown !== undefined && <Progress name={name} shown={shown} look="bar" />}
        <small className="document-kind" aria-live="off">
          {shown?.words ?? kind}
        </small>
        {failure !== undefined && (
          <small className="document-problem" role={problem === undefined ? undefined : "alert"}>
            {failure}
          </small>
        )}
      </div>
      {shown?.cancel !== undefined && (
        <button
          type="button"
          className="document-cancel"
          tabIndex={tabIndex}
          aria-label={shown.cancel.label}
          title={shown.cancel.label}
          onClick={shown.cancel.run}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </div>
  );
}
