package dev.ren.client.protocol;

import java.util.Locale;

/** The labels {@code L(s)} that separate one use of a key or hash from every other (§1). */
public enum Label {
  IDENTITY,
  EPOCH,
  COMMIT,
  WRAP,
  MSG,
  MSG_KEY,
  MSG_SIG,
  REMOVED,
  FILE,
  MANIFEST,
  PW_AUTH,
  PW_WRAP,
  VAULT_KEY,
  VAULT,
  SLOT,
  STATE_KEY,
  STATE_SIG,
  STATE,
  CRED,
  REC_AUTH,
  REC_CHECK,
  REC_WRAP,
  SAFETY;

  /** {@code "ren/v1/" + s}. */
  public String text() {
    return "ren/v1/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
