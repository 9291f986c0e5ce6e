import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { ClientError } from "../app/result.ts";

/**
 * Sentences for stable error codes of the server and of the client's own checks. A code without a sentence
 * gets the general one with the code behind it, so that the person can report it.
 */
export function useErrorText() {
  const { t } = useTranslation();
  const ofCode = (code: string): string => {
    const key = `error.${code}`;
    if (i18next.exists(key)) return i18next.t(key as "error.fallback");
    return t("error.withCode", { text: t("error.fallback"), code });
  };
  const ofError = ({ code, retryAfter, reference }: ClientError): string => {
    const what: string = t(`error.${code}`);
    const text =
      retryAfter === undefined ? what : t("error.retryAfter", { text: what, count: retryAfter });
    return reference === undefined ? text : t("error.reference", { text, reference });
  };
  return { ofCode, ofError };
}
