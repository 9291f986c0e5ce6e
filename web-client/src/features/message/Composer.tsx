import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { AttachButton } from "../file/choose/AttachButton.tsx";
import type { PickedFile } from "../file/choose/pickFiles.ts";
import "./composer.css";

/** Longest text of a message in code points (protocol, section 10). */
const longestText = 16_000;

interface ComposerProps {
  draft: string;
  onDraft: (draft: string) => void;
  onSend: (text: string) => void;
  sendWithEnter: boolean;
  /** Whether files wait to be sent: then a text is their caption, and none is needed. */
  attached: boolean;
  onAttach: (picked: readonly PickedFile[]) => void;
  /** Shows the files that wait. */
  tray: ReactNode;
  /** What may be recorded while nothing is written. */
  voice: ReactNode;
  /** A voice message is recorded or waits to be sent: it covers the field. */
  speaking: boolean;
  /** They are being made ready. */
  busy: boolean;
  /** Why nothing can be written now; it stands in the place of the field. */
  blocked?: string | undefined;
  /** Why the last message could not even be kept for sending. */
  failure?: string | undefined;
}

export function Composer({
  draft,
  onDraft,
  onSend,
  sendWithEnter,
  attached,
  onAttach,
  tray,
  voice,
  speaking,
  busy,
  blocked,
  failure,
}: ComposerProps) {
  const { t, i18n } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);

  // The field is as high as its text, up to the limit in composer.css. The draft is what changes that height.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever the draft changes
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);

  // Who comes with a keyboard comes to write; on a touch screen the keyboard would cover the messages.
  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, []);

  const length = [...draft].length;
  const tooLong = length > longestText;
  const ready = (draft.trim() !== "" || attached) && !tooLong && !busy;

  // Files came: what is said about them is written next.
  useEffect(() => {
    if (attached && matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [attached]);

  const send = () => {
    if (!ready) return;
    onSend(draft.trim());
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229: Enter that ends an input method's composition is no Enter of ours.
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return;
    const wanted = sendWithEnter
      ? !event.shiftKey && !event.altKey
      : event.ctrlKey || event.metaKey;
    if (!wanted) return;
    event.preventDefault();
    send();
  };

  if (blocked) {
    return (
      <p className="composer-blocked">
        <Icon name="lock" size={16} />
        {blocked}
      </p>
    );
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {tray}
      <AttachButton disabled={busy || speaking} onPicked={onAttach} />
      <div className="composer-field" inert={speaking}>
        <textarea
          ref={field}
          rows={1}
          value={draft}
          dir="auto"
          aria-label={t("composer.label")}
          placeholder={t(attached ? "composer.caption" : "composer.placeholder")}
          aria-invalid={tooLong || undefined}
          aria-describedby={tooLong ? "composer-error" : undefined}
          enterKeyHint={sendWithEnter ? "send" : "enter"}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {voice && (speaking || (draft === "" && !attached && !busy)) ? (
        voice
      ) : (
        <IconButton
          icon="send"
          look="send"
          type="submit"
          label={t("composer.send")}
          disabled={!ready}
        />
      )}
      {failure && !tooLong && (
        <p className="composer-error" role="alert">
          {failure}
        </p>
      )}
      {tooLong && (
        <p id="composer-error" className="composer-error" role="alert">
          {t("composer.tooLong", { length: length.toLocaleString(i18n.language) })}
        </p>
      )}
    </form>
  );
}
