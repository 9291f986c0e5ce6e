package dev.ren.client.api;

import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SignedIdentity;
import dev.ren.client.protocol.UserId;

/**
 * Schema Session with its refresh cookie: what login, register_step2 and update_password_and_keys
 * answer. Nothing in it is verified yet.
 *
 * @param slot the password slot
 * @param recoverySlot its hash is in every later credential record
 * @param rev of the credential record
 */
public record SessionAnswer(
    AccessToken access,
    RefreshToken refresh,
    UserId user,
    Login login,
    String userName,
    SignedIdentity identity,
    Sealed vault,
    Sealed slot,
    Sealed recoverySlot,
    Sealed state,
    long rev) {
  static SessionAnswer read(Http.Answer answer) {
    JsonFields in = answer.json();
    return new SessionAnswer(
        AccessToken.read(in),
        answer.refreshToken().orElseThrow(() -> JsonFields.malformed("no refresh cookie")),
        new UserId(in.text("user_id")),
        new Login(in.text("login")),
        in.text("userName"),
        Wire.readIdentity(in.fields("identity")),
        Wire.readSealed(in.fields("vault")),
        Wire.readSealed(in.fields("slot")),
        Wire.readSealed(in.fields("recovery_slot")),
        Wire.readSealed(in.fields("state")),
        in.number("rev"));
  }
}
