package dev.ren.client;

import dev.ren.client.api.AccountApi;
import dev.ren.client.api.ChatApi;
import dev.ren.client.api.FileApi;
import dev.ren.client.api.Http;
import dev.ren.client.api.ObjectStore;
import dev.ren.client.api.UserApi;
import dev.ren.client.protocol.RandomSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a client is given from outside.
 *
 * @param device the name of this client in the account's list of sessions
 */
public record ClientEnvironment(
    Http http, RandomSource random, InstantSource clock, Pause pause, String device) {
  /**
   * The environment of a program.
   *
   * @param url such as {@code http://localhost:8080}
   */
  public static ClientEnvironment of(URI url, String device) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    return of(new Http(url, client), device);
  }

  /** The environment of a program whose connections somebody else keeps. */
  public static ClientEnvironment of(Http http, String device) {
    RandomSource random = RandomSource.of(new SecureRandom());
    Pause pause = Thread::sleep;
    return new ClientEnvironment(
        http.readingAgain(new BusyRetry(new Backoff(random), pause)),
        random,
        InstantSource.system(),
        pause,
        device);
  }

  /** Calls about accounts. */
  public AccountApi accounts() {
    return new AccountApi(http);
  }

  /** Calls about people. */
  public UserApi users() {
    return new UserApi(http);
  }

  /** Calls about files. */
  public FileApi files() {
    return new FileApi(http);
  }

  /** The store of files. */
  public ObjectStore objects() {
    return http.objects();
  }

  /** Calls about chats. */
  public ChatApi chats() {
    return new ChatApi(http);
  }
}
