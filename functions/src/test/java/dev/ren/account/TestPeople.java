package dev.ren.account;

import dev.ren.platform.UserId;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Registered people with keys of their own, for the tests of other packages. */
public final class TestPeople {
  private final AccountWorld world;

  public TestPeople(DynamoDbLocal dynamoDb) {
    world = new AccountWorld(dynamoDb);
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
