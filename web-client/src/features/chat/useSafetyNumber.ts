import { useEffect, useState } from "react";
import { useClient } from "../../app/client.ts";
import type { Result } from "../../app/result.ts";
import type { SafetyNumber } from "./model.ts";

/** The safety number of a chat; `undefined` until it is computed. */
export function useSafetyNumber(chatId: string): Result<SafetyNumber> | undefined {
  const { chat } = useClient();
  const [number, setNumber] = useState<Result<SafetyNumber>>();
  useEffect(() => {
    let wanted = true;
    setNumber(undefined);
    void chat.safetyNumber(chatId).then((result) => {
      if (wanted) setNumber(result);
    });
    return () => {
      wanted = false;
    };
  }, [chat, chatId]);
  return number;
}
