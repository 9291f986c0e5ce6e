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
  | "removed"
  | "file"
  | "manifest"
  | "pw-auth"
  | "pw-wrap"
  | "slot"
  | "vault"
  | "vault-key"
  | "state"
  | "state-key"
  | "state-sig"
  | "cred"
  | "rec-auth"
  | "rec-wrap"
  | "rec-check"
  | "safety"
  | "local";

const encoded = new Map<Label, Bytes>();

/** `L(s)` = `v("ren/v1/" + s)`. The answer is shared: it is for reading only. */
export function label(name: Label): Bytes {
  const known = encoded.get(name);
  if (known !== undefined) {
    return known;
  }
  const made = writer().variable(`ren/v1/${name}`).done();
  encoded.set(name, made);
  return made;
}
