package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SignedIdentity;
import dev.ren.client.protocol.UserId;
import java.util.Optional;

/** Accounts, keys and sessions. Passwords here are auth keys of 32 bytes, never what was typed. */
public final class AccountApi {
  private final Http http;

  /** Calls through {@code http}. */
  public AccountApi(Http http) {
    this.http = http;
  }

  /** {@code GET login/parameters}; {@code kdf_refused} if the server names another cost. */
  public Kdf loginParameters(Login login) {
    JsonFields in = http.get("login/parameters?login=" + login).json();
    return Wire.readKdf(in.fields("kdf"), in.bytes("salt"));
  }

  /** {@code POST register_step1}. */
  public Reservation registerStep1(Login login, String userName, ByteString authKey, Kdf kdf) {
    ObjectNode body =
        JsonFields.object()
            .put("login", login.value())
            .put("userName", userName)
            .put("password", authKey.toBase64Url());
    body.set("kdf", Wire.write(kdf));
    JsonFields in = http.post("register_step1", body).json();
    return new Reservation(new UserId(in.text("user_id")), in.bytes("accessKey"), in.text("token"));
  }

  /**
   * Schema Reservation.
   *
   * @param accessKey the server's half of the recovery key, 10 bytes
   * @param token for step 2
   */
  public record Reservation(UserId user, ByteString accessKey, String token) {}

  /** {@code POST register_step2}. */
  public SessionAnswer registerStep2(String token, NewAccount account, String device) {
    ObjectNode body = JsonFields.object();
    body.set("identity", Wire.write(account.identity()));
    body.set("vault", Wire.write(account.vault()));
    body.set("password_slot", Wire.write(account.passwordSlot()));
    body.set("recovery_slot", Wire.write(account.recoverySlot()));
    body.set("state", Wire.write(account.state()));
    body.put("cred_signature", account.credentialSignature().toBase64Url());
    body.put("device", device);
    return SessionAnswer.read(http.post("register_step2", token, body));
  }

  /** Schema RegisterStep2. */
  public record NewAccount(
      SignedIdentity identity,
      Sealed vault,
      Sealed passwordSlot,
      Sealed recoverySlot,
      Sealed state,
      ByteString credentialSignature) {}

  /** {@code POST login}. */
  public SessionAnswer login(Login login, ByteString authKey, String device) {
    ObjectNode body =
        JsonFields.object()
            .put("login", login.value())
            .put("password", authKey.toBase64Url())
            .put("device", device);
    return SessionAnswer.read(http.post("login", body));
  }

  /** {@code POST refresh}. */
  public Refreshed refresh(RefreshToken token) {
    Http.Answer answer =
        http.postWithCookie("refresh", Optional.empty(), token, JsonFields.object());
    return new Refreshed(
        AccessToken.read(answer.json()),
        answer.refreshToken().orElseThrow(() -> JsonFields.malformed("no refresh cookie")));
  }

  /** A renewed session. */
  public record Refreshed(AccessToken access, RefreshToken refresh) {}

  /** {@code POST logout} of this session, or of all. */
  public void logout(String token, RefreshToken refresh, boolean everywhere) {
    ObjectNode body = JsonFields.object().put("everywhere", everywhere);
    http.postWithCookie("logout", Optional.of(token), refresh, body);
  }

  /** {@code GET auth/verify}: whose token this is. */
  public UserId verify(String token) {
    return new UserId(http.get("auth/verify", token).json().text("user_id"));
  }

  /** {@code POST recover_account_by_access_key}. */
  public Recovery recover(Login login, ByteString serverHalf) {
    ObjectNode body =
        JsonFields.object().put("login", login.value()).put("accessKey", serverHalf.toBase64Url());
    JsonFields in = http.post("recover_account_by_access_key", body).json();
    return new Recovery(
        in.text("recovery_token"),
        new UserId(in.text("user_id")),
        Wire.readIdentity(in.fields("identity")),
        Wire.readSealed(in.fields("vault")),
        Wire.readSealed(in.fields("slot")),
        Wire.readKdf(in.fields("kdf"), in.bytes("password_salt")),
        in.number("rev"));
  }

  /**
   * Schema Recovery.
   *
   * @param slot the recovery slot
   */
  public record Recovery(
      String token,
      UserId user,
      SignedIdentity identity,
      Sealed vault,
      Sealed slot,
      Kdf kdf,
      long rev) {}

  /** {@code POST recovery_half}: a new server half, pending until the change that uses it. */
  public ByteString newRecoveryHalf(String token, ByteString currentAuthKey) {
    ObjectNode body = JsonFields.object().put("current_password", currentAuthKey.toBase64Url());
    return http.post("recovery_half", token, body).json().bytes("accessKey");
  }

  /**
   * {@code POST update_password_and_keys}.
   *
   * @param token an access token, or a recovery token
   */
  public SessionAnswer change(String token, CredentialChange change) {
    return SessionAnswer.read(http.post("update_password_and_keys", token, change.toJson()));
  }

  /** {@code GET user/state}. */
  public Sealed state(String token) {
    return Wire.readSealed(http.get("user/state", token).json());
  }

  /**
   * {@code PUT user/state}; 409 {@code conflict} unless the rev is the stored one plus one.
   *
   * @param signature by the account key over {@link dev.ren.client.protocol.State#record}
   */
  public void putState(String token, Sealed state, ByteString signature) {
    ObjectNode body = Wire.write(state).put("signature", signature.toBase64Url());
    http.send("PUT", "user/state", Optional.of(token), Optional.of(body.toString()));
  }
}
