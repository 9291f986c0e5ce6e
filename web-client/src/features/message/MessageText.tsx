import { useState } from "react";
import { useTranslation } from "react-i18next";
import { linkify } from "./linkify.ts";
import { beginning, withoutOverrides } from "./shownText.ts";

/** The text of a message with its addresses as links; a very long one begins folded. */
export function MessageText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const clean = withoutOverrides(text);
  const short = beginning(clean);
  const folded = short !== undefined && !whole;
  return (
    <>
      <span className="bubble-text" dir="auto">
        {linkify(folded ? `${short}…` : clean).map((part) =>
          part.kind === "link" ? (
            <a
              key={part.at}
              href={part.href}
              target="_blank"
              rel="noopener noreferrer"
              tabIndex={-1}
            >
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </span>
      {short !== undefined && (
        <button type="button" className="bubble-more" onClick={() => setWhole(!whole)}>
          {whole ? t("message.less") : t("message.more")}
        </button>
      )}
    </>
  );
}
