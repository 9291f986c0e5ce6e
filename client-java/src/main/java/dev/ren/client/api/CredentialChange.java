package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SignedIdentity;
import java.util.Optional;

/**
 * Schema CredentialChange.
 *
 * @param rev the stored one plus one
 * @param currentAuthKey absent with a recovery token
 * @param newKeys what a change of account keys brings besides; absent when only the password
 *     changes
 * @param signature of the credential record by the account key from before the change
 */
public record CredentialChange(
    long rev,
    Optional<ByteString> currentAuthKey,
    ByteString authKey,
    Kdf kdf,
    Sealed passwordSlot,
    Optional<NewKeys> newKeys,
    ByteString signature,
    String device) {
  /**
   * New account keys, vault key and recovery key (§13, "Keys known to someone else").
   *
   * @param recoveryAuth names the server's half that the recovery key was made of (§6)
   */
  public record NewKeys(
      SignedIdentity identity,
      Sealed vault,
      Sealed recoverySlot,
      ByteString recoveryAuth,
      Sealed state) {}

  ObjectNode toJson() {
    ObjectNode body =
        JsonFields.object()
            .put("rev", rev)
            .put("password", authKey.toBase64Url())
            .put("cred_signature", signature.toBase64Url())
            .put("device", device);
    currentAuthKey.ifPresent(key -> body.put("current_password", key.toBase64Url()));
    body.set("kdf", Wire.write(kdf));
    body.set("password_slot", Wire.write(passwordSlot));
    newKeys.ifPresent(
        keys -> {
          body.set("identity", Wire.write(keys.identity()));
          body.set("vault", Wire.write(keys.vault()));
          body.set("recovery_slot", Wire.write(keys.recoverySlot()));
          body.set("state", Wire.write(keys.state()));
          body.put("recovery_half", keys.recoveryAuth().toBase64Url());
        });
    return body;
  }
}
