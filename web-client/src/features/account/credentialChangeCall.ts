import { type Api, type Schema, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import type { Login } from "../../protocol/index.ts";

type Change = Omit<Schema["CredentialChange"], "device">;

/** Failures that leave open whether the server did what it was asked. */
const UNKNOWN: ReadonlySet<string> = new Set(["offline", "timeout", "unavailable", "internal"]);

/**
 * `POST update_password_and_keys`, which ends all sessions and answers a new one. If the answer is
 * lost, the new password says whether the change was made: a log-in with it that gives back the very
 * slot that was sent is the answer. Without that, a new recovery key could count that nobody saw.
 *
 * @param recoveryToken the bearer of a change without the current password
 */
export async function changeCredentials(
  api: Api,
  device: string,
  login: Login,
  change: Change,
  recoveryToken?: string,
): Promise<Schema["Session"]> {
  const send = async (bearer: string): Promise<Schema["Session"]> => {
    try {
      return await unwrap(
        api.calls.POST("/update_password_and_keys", {
          body: { ...change, device },
          headers: { authorization: `Bearer ${bearer}` },
        }),
      );
    } catch (error) {
      if (!(error instanceof ApiError) || !UNKNOWN.has(error.code)) throw error;
      return logInAfter(error);
    }
  };

  const logInAfter = async (lost: ApiError): Promise<Schema["Session"]> => {
    const { password } = change;
    const session = await unwrap(
      api.calls.POST("/login", { body: { login, password, device } }),
    ).catch(() => Promise.reject(lost));
    if (session.slot.sealed !== change.password_slot.sealed) throw lost;
    return session;
  };

  return recoveryToken === undefined
    ? api.replacingSession(({ value }) => send(value))
    : send(recoveryToken);
}
