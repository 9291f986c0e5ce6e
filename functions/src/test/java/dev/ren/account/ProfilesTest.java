package dev.ren.account;

import static dev.ren.account.AccountWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People as others find them. */
class ProfilesTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

  @Test
  void a_search_finds_active_accounts_by_the_beginning_of_their_login_in_pages() {
    for (int i = 0; i < 22; i++) {
      world.register(String.format(Locale.ROOT, "zz_found_%02d", i));
    }
    world
        .wiring
        .register()
        .reserve(Login.parse("zz_found_pending"), new UserName("Not yet"), new byte[32]);
    Profiles profiles = world.wiring.profiles();
    world.meter.reset();

    Profiles.Page first = profiles.search("zz_found_", Optional.empty());

    assertEquals(List.of("Query", "BatchGetItem"), world.meter.operations());
    assertEquals(20, first.profiles().size());
    Profiles.Page second = profiles.search("zz_found_", first.next());
    assertEquals(2, second.profiles().size());
    refused(
        ErrorCode.BAD_REQUEST,
        () -> profiles.search("zz_f", Optional.of(Login.parse("another_search"))));
  }
}
