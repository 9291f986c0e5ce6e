import { TextField } from "../../ui/TextField.tsx";

interface LoginFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  help?: string;
  error?: string | undefined;
}

/** The username, as password managers and phones' keyboards know it. */
export function LoginField({ onChange, ...rest }: LoginFieldProps) {
  return (
    <TextField
      {...rest}
      onChange={(event) => onChange(event.target.value)}
      name="username"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  );
}
