import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import "./search.css";

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
  /** The keys that bring the focus here, such as Ctrl K. */
  shortcut?: string;
  ref?: Ref<HTMLInputElement>;
}

export function SearchField({ label, value, onChange, onEnter, shortcut, ref }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <search className="search">
      <Icon name="search" size={16} />
      <input
        ref={ref}
        type="text"
        inputMode="search"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter?.();
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onChange("");
          }
        }}
      />
      {value === "" && shortcut !== undefined && <span aria-hidden="true">{shortcut}</span>}
      {value !== "" && (
        <button type="button" aria-label={t("chats.clearSearch")} onClick={() => onChange("")}>
          <Icon name="close" size={16} />
        </button>
      )}
    </search>
  );
}
