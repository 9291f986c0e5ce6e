import "./toggle.css";

interface ToggleProps {
  label: string;
  help?: string;
  checked: boolean;
  /** Something else decides; `help` says what. */
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** One line of settings: words at the left, the switch at the right; the whole line is the target. */
export function Toggle({ label, help, checked, disabled = false, onChange }: ToggleProps) {
  return (
    <label className="toggle">
      <span className="toggle-words">
        {label}
        {help && <span className="toggle-help">{help}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
