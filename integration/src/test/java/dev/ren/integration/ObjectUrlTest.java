package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.client.api.FileApi;
import dev.ren.client.protocol.FileLayout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** What a URL that lets an object be read is good for, and for how long. */
@ExtendWith(Stacks.class)
final class ObjectUrlTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final OwnStack stack;
  private final FileTalk talk;

  @TempDir Path folder;

  ObjectUrlTest(OwnStack stack) {
    this.stack = stack;
    this.talk = new FileTalk(stack.target());
  }

  @Test
  void it_reads_this_object_by_ranges_and_does_nothing_else() throws Exception {
    URI url = url(100_000);
    String other = url(60_000).getPath();

    assertEquals(206, get(url).statusCode());
    assertEquals(16, get(url).body().length);
    assertRefused(get(URI.create(url.toString().replace(url.getPath(), other))));
    assertRefused(
        get(URI.create(url.toString().replaceAll("Signature=[0-9a-f]{8}", "Signature=00000000"))));
    assertRefused(get(URI.create(url.toString().replaceAll("\\?.*", ""))));
    assertRefused(get(URI.create(url.toString().replace("Expires=3600", "Expires=7200"))));
    assertRefused(send(url, "PUT"));
    assertRefused(send(url, "DELETE"));
    assertEquals(206, get(url).statusCode(), "and the object is still there");
  }

  @Test
  void it_ends_after_its_time_although_its_signature_is_right() throws Exception {
    String path = url(50_000).getPath();

    assertEquals(206, get(signed(path, Instant.now())).statusCode());
    assertRefused(get(signed(path, Instant.now().minus(HOUR).minusSeconds(60))));
  }

  @Test
  void a_stranger_gets_none_and_a_member_s_is_good_without_a_token() throws Exception {
    Person eve = Person.register(stack.target(), "eve");
    byte[] content = talk.content(70_000);
    talk.send(Files.write(folder.resolve("a.bin"), content));
    FileApi.Path path = talk.newest(talk.boris).path();

    Refusals.assertRefused(404, "chat_not_found", () -> talk.api.find(eve.token(), path));
    Refusals.assertRefused(401, "unauthorized", () -> talk.api.find("x.y.z", path));
    assertEquals(
        FileLayout.of(content.length).objectSize(), talk.api.find(talk.boris.token(), path).size());
    assertArrayEquals(content, talk.newest(talk.boris).bytes());
  }

  /** Of a file that Anna has sent. */
  private URI url(int size) throws IOException {
    talk.send(Files.write(folder.resolve(size + ".bin"), talk.content(size)));
    return talk.api.find(talk.boris.token(), talk.newest(talk.boris).path()).url();
  }

  /** A URL as the stack signs it, with its own credential, at another time. */
  private URI signed(String path, Instant at) {
    Map<String, String> variables = stack.variables("FileFunction");
    AwsCredentialsIdentity credential =
        AwsCredentialsIdentity.create(
            String.valueOf(variables.get("S3_ACCESS_KEY_ID")),
            String.valueOf(variables.get("S3_SECRET_ACCESS_KEY")));
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(stack.target().url().resolve(path))
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(credential)
                    .request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(
                        AwsV4HttpSigner.REGION_NAME, String.valueOf(variables.get("AWS_REGION")))
                    .putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, HOUR)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
        .request()
        .getUri();
  }

  private static HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
    return send(url, "GET");
  }

  private static HttpResponse<byte[]> send(URI url, String method)
      throws IOException, InterruptedException {
    return Target.client()
        .send(
            HttpRequest.newBuilder(url)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Range", "bytes=0-15")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void assertRefused(HttpResponse<byte[]> answer) {
    assertEquals(403, answer.statusCode(), answer.request().method() + " " + answer.uri());
  }
}
