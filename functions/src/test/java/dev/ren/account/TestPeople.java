package dev.ren.account;

import dev.ren.platform.PendingCaller;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Registered people with keys of their own, for the tests of other packages. */
public final class TestPeople {
  private final AccountWorld world;

  public TestPeople(DynamoDbLocal dynamoDb) {
    this(dynamoDb, new CallMeter());
  }

  /** With calls that are counted. */
  public TestPeople(DynamoDbLocal dynamoDb, CallMeter meter) {
    world = new AccountWorld(dynamoDb, meter);
  }

  /** Somebody new. */
  public Person register() {
    String login = "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    return new Person(world.register(login));
  }

  /** Several people, in the order of their ids. */
  public List<Person> register(int count) {
    return Stream.generate(this::register)
        .limit(count)
        .sorted((one, other) -> one.user().compareTo(other.user()))
        .toList();
  }

  /** Opens a session for a user. */
  public Session logIn(UserId user) {
    return new Session(user, world.wiring.sessions().open(user, 1, "a test"));
  }

  /** Somebody's session. */
  public final class Session {
    private final UserId user;
    private final Sessions.Opened opened;

    private Session(UserId user, Sessions.Opened opened) {
      this.user = user;
      this.opened = opened;
    }

    /** Who a request with its access token comes from, as far as the token tells. */
    public PendingCaller caller() {
      return world
          .platform
          .authenticator()
          .pending(opened.accessToken(), world.platform.clock().millis());
    }

    public void end() {
      world.wiring.sessions().end(user, opened.sessionId());
    }
  }

  /** Exchanges somebody's keys for new ones, which the old ones sign. */
  public void renewKeys(Person person) {
    byte[] current = person.account.authKey;
    world
        .wiring
        .changeCredentials()
        .change(
            person.user(),
            new ChangeCredentials.Warrant.CurrentPassword(current),
            person.account.newKeys(TestAccount.random(32)),
            "");
  }

  /** One of them. */
  public static final class Person {
    private final TestAccount account;

    private Person(TestAccount account) {
      this.account = account;
    }

    public UserId user() {
      return account.user();
    }

    public byte[] fingerprint() {
      return account.identity.fingerprint();
    }

    public byte[] sign(byte[] message) {
      return TestAccount.sign(account.signing, message);
    }
  }
}
