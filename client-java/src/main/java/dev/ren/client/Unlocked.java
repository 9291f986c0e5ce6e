package dev.ren.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.SessionAnswer;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.Slot;
import dev.ren.client.protocol.UserId;
import dev.ren.client.protocol.Vault;
import java.util.Optional;

/**
 * An account whose vault is open.
 *
 * @param vaultKey opens vault and state
 * @param keys from the vault
 * @param vault as the server keeps it, for the next credential record
 * @param recoverySlot as the server keeps it, for the next credential record
 * @param rev of the newest credential record
 */
public record Unlocked(
    UserId user,
    Login login,
    String userName,
    ByteString vaultKey,
    AccountKeys keys,
    Sealed vault,
    Sealed recoverySlot,
    long rev) {
  private static final String NAME = "account";

  /** Opens what a server answered with the password's wrap key. */
  static Unlocked open(Login login, ByteString wrapKey, SessionAnswer answer) {
    ByteString vaultKey = Slot.PASSWORD.open(wrapKey, answer.user(), answer.slot());
    AccountKeys keys = Vault.open(vaultKey, answer.user(), login, answer.vault());
    if (!answer.identity().identity().fingerprint().equals(keys.fingerprint())) {
      throw new ProtocolException(
          ErrorCode.VAULT_REFUSED, "the vault is not of the account's newest identity");
    }
    return new Unlocked(
        answer.user(),
        login,
        answer.userName(),
        vaultKey,
        keys,
        answer.vault(),
        answer.recoverySlot(),
        answer.rev());
  }

  /** Keeps it in a store that only the owner reads, and how far its credentials had come. */
  void keepIn(ClientStore store) {
    store.write(NAME, toJson());
    new RevisionMarks(store).sawCredential(user, rev);
  }

  /** What a store keeps, if it keeps one. */
  static Optional<Unlocked> in(ClientStore store) {
    return store.read(NAME).map(Unlocked::fromJson);
  }

  /** Whose account a store keeps. */
  static Optional<UserId> userIn(ClientStore store) {
    return store.read(NAME).map(text -> new UserId(JsonFields.parse(text).text("user_id")));
  }

  private String toJson() {
    ObjectNode node =
        JsonFields.object()
            .put("user_id", user.value())
            .put("login", login.value())
            .put("userName", userName)
            .put("vault_key", vaultKey.toBase64Url())
            .put("rev", rev);
    node.set("vault", Wire.write(vault));
    node.set("recovery_slot", Wire.write(recoverySlot));
    return node.toString();
  }

  private static Unlocked fromJson(String text) {
    JsonFields in = JsonFields.parse(text);
    UserId user = new UserId(in.text("user_id"));
    Login login = new Login(in.text("login"));
    ByteString vaultKey = in.bytes("vault_key");
    Sealed vault = Wire.readSealed(in.fields("vault"));
    return new Unlocked(
        user,
        login,
        in.text("userName"),
        vaultKey,
        Vault.open(vaultKey, user, login, vault),
        vault,
        Wire.readSealed(in.fields("recovery_slot")),
        in.number("rev"));
  }
}
