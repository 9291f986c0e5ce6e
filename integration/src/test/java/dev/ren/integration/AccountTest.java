package dev.ren.integration;

import static dev.ren.integration.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.ClientStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.api.AccountApi;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts: from registration to recovery, through the client that a person would use. */
@ExtendWith(Stacks.class)
final class AccountTest {
  @Test
  void the_password_opens_the_account_on_another_device(Target target) {
    Person anna = Person.register(target, "anna");

    RenClient other = anna.freshDevice();

    assertEquals(
        anna.client().account().keys().fingerprint(), other.account().keys().fingerprint());
    assertEquals(anna.id(), new AccountApi(target.http()).verify(other.accessToken()));
  }

  @Test
  void a_login_is_taken_once(Target target) {
    Person anna = Person.register(target, "anna");

    assertRefused(
        409,
        "login_taken",
        () ->
            new RenClients(target.environment())
                .register(ClientStore.inMemory(), anna.login(), "Another", "another password"));
  }

  @Test
  void a_changed_password_ends_every_other_session_and_the_old_password(Target target) {
    Person anna = Person.register(target, "anna");
    RenClient phone = anna.freshDevice();
    String phoneToken = phone.accessToken();
    String oldToken = anna.token();

    anna.client().changePassword(anna.password(), "a new password of anna");

    AccountApi accounts = new AccountApi(target.http());
    assertRefused(401, "unauthorized", () -> accounts.state(phoneToken));
    assertRefused(401, "unauthorized", () -> accounts.state(oldToken));
    assertRefused(401, "wrong_credentials", anna::freshDevice);
    new RenClients(target.environment())
        .login(ClientStore.inMemory(), anna.login(), "a new password of anna");
    assertEquals(anna.id(), accounts.verify(anna.token()));
  }

  @Test
  void the_access_key_recovers_the_account_and_ends_what_was_before(Target target) {
    Person anna = Person.register(target, "anna");
    String oldToken = anna.token();

    RenClient recovered =
        new RenClients(target.environment())
            .recover(
                ClientStore.inMemory(), anna.login(), anna.recoveryKey(), "a password after that");

    assertEquals(
        anna.client().account().keys().fingerprint(), recovered.account().keys().fingerprint());
    AccountApi accounts = new AccountApi(target.http());
    assertRefused(401, "unauthorized", () -> accounts.state(oldToken));
    assertRefused(401, "wrong_credentials", anna::freshDevice);
    new RenClients(target.environment())
        .login(ClientStore.inMemory(), anna.login(), "a password after that");
  }

  @Test
  void people_are_found_by_their_login(Target target) {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");

    assertTrue(
        anna.client()
            .findUser(boris.login())
            .map(found -> found.user().equals(boris.id()))
            .orElse(false));
  }

  @Test
  void logging_out_everywhere_ends_all_sessions(Target target) {
    Person anna = Person.register(target, "anna");
    RenClient phone = anna.freshDevice();
    String phoneToken = phone.accessToken();

    anna.client().logout(true);

    assertRefused(401, "unauthorized", () -> new AccountApi(target.http()).state(phoneToken));
    // The list looks its session up by itself, together with what it reads.
    assertRefused(
        401,
        "unauthorized",
        () -> target.environment().chats().chats(phoneToken, Optional.empty()));
  }
}
