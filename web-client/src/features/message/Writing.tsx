import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import type { ClientError, Result } from "../../app/result.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { useAppearance } from "../../ui/appearance.ts";
import type { ChatRow } from "../chat/model.ts";
import { prepare } from "../file/choose/prepare.ts";
import { Tray } from "../file/choose/Tray.tsx";
import type { Attachments } from "../file/choose/useAttachments.ts";
import type { Source } from "../file/model.ts";
import { recordsVoice } from "../file/recorder.ts";
import { VoiceButton } from "../file/views/VoiceButton.tsx";
import { Composer } from "./Composer.tsx";

interface WritingProps {
  row: ChatRow;
  attachments: Attachments;
  /** Why nothing can be sent here at all. */
  blocked: string | undefined;
}

/** The composer of a chat with its draft, and with the files that wait to be sent. */
export function Writing({ row, attachments, blocked }: WritingProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { chat, chats, message, file } = useClient();
  const sendWithEnter = useAppearance((appearance) => appearance.sendWithEnter);
  const [draft, setDraft] = useState(row.draft ?? "");
  const [failure, setFailure] = useState<ClientError>();
  const [speaking, setSpeaking] = useState(false);
  const { chatId } = row;
  const { chosen, quality, preparing, files: waiting } = attachments;

  const change = (text: string) => {
    setDraft(text);
    chat.setDraft(chatId, text);
    if (text !== "") message.typing(chatId);
  };

  const sendFiles = async (text: string): Promise<Result<void>> => {
    waiting.setPreparing(true);
    try {
      const files = await prepare(chosen, quality);
      // From here on they stand in the log, each with its progress.
      waiting.clear();
      const result = await file.sendFiles(chatId, { files, ...(text === "" ? {} : { text }) });
      if (!result.ok) waiting.putBack(chosen, quality);
      return result;
    } finally {
      waiting.setPreparing(false);
    }
  };

  const send = async (text: string) => {
    change("");
    setFailure(undefined);
    const result = await (chosen.length > 0 ? sendFiles(text) : message.sendText(chatId, text));
    if (result.ok) return;
    setFailure(result.error);
    // The message went nowhere: its words go back into the field, unless others are there by now;
    // also where the person has gone to another chat meanwhile.
    const row = chats.getState().rows.find((one) => one.chatId === chatId);
    if (row?.draft === undefined) {
      setDraft(text);
      chat.setDraft(chatId, text);
    }
  };

  const sendVoice = async (source: Source) => {
    setFailure(undefined);
    const result = await file.sendFiles(chatId, { files: [source] });
    if (!result.ok) setFailure(result.error);
  };

  return (
    <Composer
      draft={draft}
      onDraft={change}
      onSend={(text) => void send(text)}
      attached={chosen.length > 0}
      onAttach={(picked) => void waiting.add(picked)}
      tray={<Tray attachments={attachments} />}
      voice={
        recordsVoice() && (
          <VoiceButton onRecorded={(source) => void sendVoice(source)} onActive={setSpeaking} />
        )
      }
      speaking={speaking}
      busy={preparing}
      failure={failure && t("composer.failed", { reason: ofError(failure) })}
      sendWithEnter={sendWithEnter}
      blocked={blocked}
    />
  );
}
