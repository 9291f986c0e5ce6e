import { useState } from "react";
import type { ClientError, Result } from "./result.ts";

/** Runs one action at a time and remembers what it failed with until the next run. */
export function useAction<Arguments extends unknown[], Value>(
  action: (...given: Arguments) => Promise<Result<Value>>,
) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ClientError>();
  const run = async (...given: Arguments): Promise<Result<Value> | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    setError(undefined);
    const result = await action(...given);
    setBusy(false);
    if (!result.ok) setError(result.error);
    return result;
  };
  return { busy, error, run };
}
