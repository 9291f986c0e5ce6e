import { type Bytes, writer } from "./bytes.ts";

/** Every use that has a label of its own, so that no bytes made for one serve another (PROTOCOL.md §1). */
export type Label =
  | "identity"
  | "epoch"
  | "commit"
  | "wrap"
  | "msg"
  | "msg-key"
  | "msg-sig"
  | "pw-auth"
  | "pw-wrap"
  | "slot"
  | "vault"
  | "vault-key"
  | "state"
  | "state-key"
  | "cred"
  | "rec-auth"
  | "rec-wrap"
  | "rec-check"
  | "safety"
  | "local";

/** `L(s)` = `v("ren/v1/" + s)`. */
export function label(name: Label): Bytes {
  return writer().variable(`ren/v1/${name}`).done();
}
