import "./checkbox.css";

interface CheckboxProps {
  label: string;
  help?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A choice inside a form that takes effect with the form. */
export function Checkbox({ label, help, checked, onChange }: CheckboxProps) {
  return (
    <label className="checkbox">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {help && <span className="checkbox-help">{help}</span>}
      </span>
    </label>
  );
}
