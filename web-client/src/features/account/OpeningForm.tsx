import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClientError } from "../../app/result.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Notice } from "../../ui/Notice.tsx";

interface OpeningFormProps {
  submit: string;
  busy: boolean;
  onSubmit: (keepUnlocked: boolean) => void;
  errors: readonly (ClientError | undefined)[];
  /** What is said right above the buttons. */
  remark?: ReactNode;
  /** Buttons of other ways. */
  others?: ReactNode;
  children: ReactNode;
}

/**
 * Fields that open an account in this browser, and whether it stays open. What a field lacks is said by the form
 * itself, in the language of the page, not by the browser.
 */
export function OpeningForm({
  submit,
  busy,
  onSubmit,
  errors,
  remark,
  others,
  children,
}: OpeningFormProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const [keepUnlocked, setKeepUnlocked] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(keepUnlocked);
      }}
    >
      {children}
      <Checkbox
        label={t("unlock.keep")}
        help={t("unlock.keepHelp")}
        checked={keepUnlocked}
        onChange={setKeepUnlocked}
      />
      {errors
        .filter((error) => error !== undefined)
        .map((error) => (
          <Notice key={error.code} tone="danger">
            {ofError(error)}
          </Notice>
        ))}
      {remark}
      <div className="first-actions">
        <Button look="solid" large type="submit" busy={busy}>
          {submit}
        </Button>
        {others}
      </div>
    </form>
  );
}
