package dev.ren.local.gateway;

import static dev.ren.local.gateway.Stand.SECRET;
import static dev.ren.local.gateway.Stand.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.local.template.StackModel.Secret;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What functions find behind AWS's own clients. */
final class InnerApisTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      credentials(Stand.CREDENTIAL.accessKeyId());

  @TempDir Path folder;

  private static StaticCredentialsProvider credentials(String accessKeyId) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret"));
  }

  private static Stand.Plan naming() {
    return plan()
        .on(
            "$default",
            true,
            event -> {
              String id = event.object("requestContext").string("connectionId");
              return Json.text(json -> json.writeStringField("body", id));
            });
  }

  private static ApiGatewayManagementApiClient connections(Stand stand) {
    return ApiGatewayManagementApiClient.builder()
        .endpointOverride(URI.create(stand.innerUrl() + "/ws"))
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static SecretsManagerClient secrets(Stand stand) {
    return secrets(stand, CREDENTIALS);
  }

  private static SecretsManagerClient secrets(Stand stand, StaticCredentialsProvider credentials) {
    return SecretsManagerClient.builder()
        .endpointOverride(stand.innerUrl())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Asks for the secret by hand, with what a program or a page of a stranger could send. */
  private static int askedWith(Stand stand, String host, String... headers) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stand.innerUrl().getPort())) {
      String body = "{\"SecretId\":\"" + SECRET.arn() + "\"}";
      String request =
          "POST / HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\nX-Amz-Target: secretsmanager.GetSecretValue\r\n"
              + String.join("", headers)
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @Test
  void another_user_of_the_machine_reads_no_secret_and_reaches_no_socket() throws Exception {
    try (Stand stand = plan().start(folder);
        SecretsManagerClient guessing = secrets(stand, credentials("local"))) {
      SecretsManagerException refused =
          assertThrows(
              SecretsManagerException.class,
              () -> guessing.getSecretValue(call -> call.secretId(SECRET.arn())));
      assertEquals(403, refused.statusCode());
      assertEquals(403, askedWith(stand, "127.0.0.1"));
      assertEquals(403, askedWith(stand, "127.0.0.1", "Authorization: anything\r\n"));
    }
  }

  @Test
  void a_page_that_knew_the_credential_would_still_be_refused() throws Exception {
    String signed =
        "Authorization: AWS4-HMAC-SHA256 Credential="
            + Stand.CREDENTIAL.accessKeyId()
            + "/20261123/us-east-1/secretsmanager/aws4_request\r\n";
    try (Stand stand = plan().start(folder)) {
      assertEquals(200, askedWith(stand, "127.0.0.1", signed));
      assertEquals(403, askedWith(stand, "evil.example", signed));
      assertEquals(403, askedWith(stand, "127.0.0.1", signed, "Origin: http://evil.example\r\n"));
    }
  }

  private static void post(ApiGatewayManagementApiClient client, String id, String text) {
    client.postToConnection(call -> call.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  @Test
  void posted_messages_arrive_in_order() throws Exception {
    try (Stand stand = naming().start(folder);
        SocketClient client = SocketClient.open(stand);
        ApiGatewayManagementApiClient api = connections(stand)) {
      client.say("who");
      String id = client.hear();
      for (int i = 0; i < 20; i++) {
        post(api, id, "ё" + i);
      }
      for (int i = 0; i < 20; i++) {
        assertEquals("ё" + i, client.hear());
      }
    }
  }

  @Test
  void a_post_of_more_than_128_kilobytes_is_too_large() throws Exception {
    try (Stand stand = naming().start(folder);
        SocketClient client = SocketClient.open(stand);
        ApiGatewayManagementApiClient api = connections(stand)) {
      client.say("who");
      String id = client.hear();
      String full = "x".repeat(128 * 1024);
      post(api, id, full);
      assertEquals(full, client.hear());
      assertThrows(PayloadTooLargeException.class, () -> post(api, id, full + "x"));
    }
  }

  @Test
  void a_connection_can_be_asked_for_and_closed_and_is_gone_then() throws Exception {
    try (Stand stand = naming().start(folder);
        SocketClient client = SocketClient.open(stand);
        ApiGatewayManagementApiClient api = connections(stand)) {
      client.say("who");
      String id = client.hear();
      GetConnectionResponse found = api.getConnection(call -> call.connectionId(id));
      assertTrue(!found.lastActiveAt().isBefore(found.connectedAt()));
      assertTrue(found.identity().userAgent().startsWith("Java"), found.toString());
      api.deleteConnection(call -> call.connectionId(id));
      assertEquals(1000, client.closeStatus());
      assertThrows(GoneException.class, () -> post(api, id, "late"));
      assertThrows(GoneException.class, () -> api.getConnection(call -> call.connectionId(id)));
    }
  }

  @Test
  void long_texts_of_every_alphabet_arrive_whole_though_in_several_frames() throws Exception {
    try (Stand stand = naming().start(folder);
        SocketClient client = SocketClient.open(stand);
        ApiGatewayManagementApiClient api = connections(stand)) {
      client.say("who");
      String id = client.hear();
      for (String text : List.of("", "x" + "🙂".repeat(30_000), "ё".repeat(60_000))) {
        post(api, id, text);
        assertEquals(text, client.hear());
      }
    }
  }

  @Test
  void an_unknown_connection_is_gone() throws Exception {
    try (Stand stand = plan().start(folder);
        ApiGatewayManagementApiClient api = connections(stand)) {
      assertThrows(GoneException.class, () -> post(api, "Zx1c2d3EIAMCJ0g=", "text"));
    }
  }

  @Test
  void a_secret_is_made_by_its_rule_and_found_by_its_arn() throws Exception {
    try (Stand stand = plan().start(folder);
        SecretsManagerClient client = secrets(stand)) {
      GetSecretValueResponse secret = client.getSecretValue(call -> call.secretId(SECRET.arn()));
      JsonObject value = Json.parse(secret.secretString());
      assertEquals("test", value.string("kind"));
      assertTrue(value.string("root").matches("[abc123]{40}"));
      assertEquals(List.of("AWSCURRENT"), secret.versionStages());
    }
  }

  @Test
  void a_rotation_keeps_the_version_before_and_survives_a_restart() throws Exception {
    try (Stand stand = plan().start(folder);
        SecretsManagerClient client = secrets(stand)) {
      GetSecretValueResponse first = client.getSecretValue(call -> call.secretId(SECRET.arn()));
      assertThrows(ResourceNotFoundException.class, () -> previous(client));
      stand.vault.rotate(SECRET);
      assertEquals(first.versionId(), previous(client).versionId());
      assertEquals(first.secretString(), previous(client).secretString());
    }
    SecretVault again =
        SecretVault.open(folder.resolve("secrets.json"), List.of(SECRET), new SecureRandom());
    assertTrue(again.version(SECRET.arn(), "AWSPREVIOUS").isPresent());
  }

  private static GetSecretValueResponse previous(SecretsManagerClient client) {
    return client.getSecretValue(call -> call.secretId(SECRET.arn()).versionStage("AWSPREVIOUS"));
  }

  @Test
  void salts_have_a_secret_of_their_own_but_a_folder_from_before_keeps_its_salts()
      throws Exception {
    Secret pepper = secret("PepperSecret");
    Secret salt = secret("SaltSecret");
    Path fresh = folder.resolve("fresh.json");
    SecretVault together = SecretVault.open(fresh, List.of(pepper, salt), new SecureRandom());
    assertNotEquals(current(together, pepper), current(together, salt));

    Path older = folder.resolve("older.json");
    SecretVault before = SecretVault.open(older, List.of(pepper), new SecureRandom());
    SecretVault after = SecretVault.open(older, List.of(pepper, salt), new SecureRandom());
    assertEquals(current(before, pepper), current(after, salt));
  }

  private static Secret secret(String logicalId) {
    return new Secret(logicalId, "arn:aws:test:" + logicalId, SECRET.generator());
  }

  private static String current(SecretVault vault, Secret secret) {
    return vault.version(secret.arn(), "AWSCURRENT").orElseThrow().value();
  }

  @Test
  void an_unknown_secret_is_not_found() throws Exception {
    try (Stand stand = plan().start(folder);
        SecretsManagerClient client = secrets(stand)) {
      assertThrows(
          ResourceNotFoundException.class,
          () -> client.getSecretValue(call -> call.secretId("other")));
    }
  }

  @Test
  void only_its_owner_can_read_the_file_of_secrets() throws Exception {
    plan().start(folder).close();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("secrets.json"))));
  }
}
