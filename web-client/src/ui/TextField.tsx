import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { Icon } from "./Icon.tsx";
import "./field.css";

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "className"> {
  label: string;
  /** Help under the field; an error takes its place. */
  help?: ReactNode;
  /** What is wrong and what to do; shown with an icon, announced, and tied to the field. */
  error?: string | undefined;
  /** Keys and user names are set in the mono face, where 0 O and 1 l differ. */
  mono?: boolean;
  trailing?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  help,
  error,
  mono = false,
  trailing,
  id,
  ...rest
}: TextFieldProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  const helpId = `${fieldId}-help`;
  const errorId = `${fieldId}-error`;
  const describedBy = error ? errorId : help ? helpId : undefined;
  return (
    <div className="field" data-mono={mono || undefined}>
      <label htmlFor={fieldId}>{label}</label>
      <div className="field-box" data-invalid={error ? true : undefined}>
        <input
          {...rest}
          id={fieldId}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy}
        />
        {trailing}
      </div>
      {error && (
        <p className="field-error" id={errorId} role="alert">
          <Icon name="alert" size={16} />
          {error}
        </p>
      )}
      {help && !error && (
        <div className="field-help" id={helpId}>
          {help}
        </div>
      )}
    </div>
  );
}
