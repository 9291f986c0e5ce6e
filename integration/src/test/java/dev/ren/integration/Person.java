package dev.ren.integration;

import dev.ren.client.ClientStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.UserId;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Somebody with an account, and the client that registered it. */
public record Person(
    Target target, Login login, String password, RenClient client, RecoveryKey recoveryKey) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Registers somebody whose login begins with {@code name}. */
  public static Person register(Target target, String name) {
    return register(target, name, ClientStore.inMemory());
  }

  /**
   * Registers somebody whose client keeps what it knows in {@code store}. Who is told that the
   * server is busy, as it may be while all tests run, tries again with another login.
   */
  public static Person register(Target target, String name, ClientStore store) {
    return Busy.again(() -> registerOnce(target, name, store));
  }

  private static Person registerOnce(Target target, String name, ClientStore store) {
    Login login = new Login(name + "_" + unique());
    String password = "the password of " + login + " " + unique();
    RenClients.Registered registered =
        new RenClients(target.environment()).register(store, login, "Name of " + name, password);
    return new Person(target, login, password, registered.client(), registered.recoveryKey());
  }

  /** Another device: knows the password and nothing else. */
  public RenClient freshDevice() {
    return freshDevice(target);
  }

  /** Another device that reaches the stack at another address. */
  public RenClient freshDevice(Target at) {
    return new RenClients(at.environment()).login(ClientStore.inMemory(), login, password);
  }

  /** A chat in which both have written, so that each may know whether the other is there. */
  public ChatId talksWith(Person other) {
    ChatId chat = client.chatWith(other.login).orElseThrow();
    client.send(chat, "hello");
    other.client.send(chat, "hello yourself");
    return chat;
  }

  /** The person's id. */
  public UserId id() {
    return client.account().user();
  }

  /** A good access token. */
  public String token() {
    return client.accessToken();
  }

  /** Text that no other test uses. */
  public static String unique() {
    byte[] bytes = new byte[5];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
