package dev.ren.client.api;

import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.UserId;

/**
 * Schema Person: what the server says of a user.
 *
 * @param userName a display name that nobody signed
 * @param fingerprint of the newest identity, by the server's word
 */
public record Person(UserId user, Login login, String userName, ByteString fingerprint) {
  static Person read(JsonFields in) {
    return new Person(
        new UserId(in.text("user_id")),
        new Login(in.text("login")),
        in.text("userName"),
        in.bytes("fingerprint"));
  }
}
