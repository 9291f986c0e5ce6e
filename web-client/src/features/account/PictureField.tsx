import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useMe } from "../../app/hooks.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PersonAvatar } from "../chat/PersonAvatar.tsx";

const CropDialog = lazy(() => import("./CropDialog.tsx"));

/** The own picture: choose a file, crop it to a square, it is saved at once. */
export function PictureField() {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const me = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const update = useAction(account.updateAvatar);

  const save = async (image: Blob | null) => {
    setFile(undefined);
    await update.run(image);
  };

  return (
    <div className="profile-picture">
      <PersonAvatar person={me} size={72} />
      <div className="profile-picture-words">
        <span className="profile-picture-buttons">
          <Button icon="photo" busy={update.busy} onClick={() => input.current?.click()}>
            {me.avatar ? t("profile.changePicture") : t("profile.choosePicture")}
          </Button>
          {me.avatar && (
            <Button look="danger" onClick={() => void save(null)}>
              {t("profile.removePicture")}
            </Button>
          )}
        </span>
        {t("profile.pictureHelp")}
        {update.error && <Notice tone="danger">{ofError(update.error)}</Notice>}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        aria-label={t("profile.picture")}
        onChange={(event) => {
          setFile(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Suspense>
        {file && (
          <CropDialog
            file={file}
            onClose={() => setFile(undefined)}
            onCropped={(image) => void save(image)}
          />
        )}
      </Suspense>
    </div>
  );
}
