import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/Button.tsx";
import { asksByItself, type PickedFile, pickFiles } from "./pickFiles.ts";

interface AttachButtonProps {
  disabled: boolean;
  onPicked: (picked: readonly PickedFile[]) => void;
}

/** Asks for files: by the picker that gives handles where there is one, else by a field. */
export function AttachButton({ disabled, onPicked }: AttachButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        icon="clip"
        label={t("choose.attach")}
        disabled={disabled}
        onClick={async () => {
          if (asksByItself()) onPicked(await pickFiles(true));
          else input.current?.click();
        }}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onPicked([...(currentTarget.files ?? [])].map((file) => ({ file })));
          // The same file may be chosen again after it was taken out.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
