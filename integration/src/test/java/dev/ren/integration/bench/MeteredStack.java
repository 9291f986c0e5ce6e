package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.ClientEnvironment;
import dev.ren.client.ClientStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.api.Http;
import dev.ren.client.protocol.ChatId;
import dev.ren.integration.Jsons;
import dev.ren.integration.OwnStack;
import dev.ren.integration.Person;
import dev.ren.integration.RawSocket;
import dev.ren.integration.Target;
import dev.ren.integration.WatchedHttp;
import dev.ren.local.StackConfig;
import dev.ren.local.gateway.GatewayLimits;
import dev.ren.local.s3.LocalS3;
import dev.ren.local.template.TemplateReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A stack whose functions are measured, and what people do with it. */
record MeteredStack(OwnStack stack, Meter meter) implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CLIENT_ID = 16;

  /** Groups are off until clients have screens for them; what they will cost is known before. */
  private static final Map<String, String> PARAMETERS =
      Map.of("RateLimitFactor", "100000", "GroupChats", "true");

  static MeteredStack start() throws IOException {
    Path template = OwnStack.projectFolder().resolve("template.yaml");
    Meter meter = new Meter(Memory.read(template), TemplateReader.read(template, PARAMETERS));
    OwnStack stack =
        OwnStack.start(
            new StackConfig.Overrides(
                PARAMETERS,
                GatewayLimits.ofApiGateway(),
                StackConfig.Overrides.FILES_KEPT,
                meter::around,
                Optional.empty()));
    return new MeteredStack(stack, meter);
  }

  Target target() {
    return stack.target();
  }

  /** A new device whose requests to S3 are counted. */
  RenClient meteredDevice(Person person) {
    ClientEnvironment usual = target().environment();
    Http http =
        new Http(
            target().url(),
            new WatchedHttp(
                response -> {
                  if (response.request().uri().getPath().startsWith(LocalS3.PATH + "/")) {
                    meter.objectRequest(response.request().method());
                  }
                }));
    ClientEnvironment counted =
        new ClientEnvironment(http, usual.random(), usual.clock(), usual.pause(), usual.device());
    return new RenClients(counted).login(ClientStore.inMemory(), person.login(), person.password());
  }

  /** A socket as an open page has it. */
  RawSocket open(Person person) throws InterruptedException {
    RawSocket socket = RawSocket.connect(target(), person.token());
    socket.sayType("register").hear("registered");
    socket.sayType("status_register").hear("status_registered");
    return socket;
  }

  /**
   * A message of so many characters as the socket takes it, sealed by the client, which sends it
   * once by REST.
   */
  ObjectNode sealed(Person sender, ChatId chat, int characters) {
    long id = sender.client().send(chat, "x".repeat(characters)).id();
    byte[] body = Meter.body(meter.event("SendMessageFunction"));
    JsonNode message = Jsons.parse(new String(body, StandardCharsets.UTF_8));
    return ((ObjectNode) message).put("type", "message").put("after", id);
  }

  /** Sends it anew, as another message, and answers its number. */
  static long send(ObjectNode message, RawSocket from, RawSocket to) throws InterruptedException {
    renew(message);
    from.say(message.toString());
    long id = from.hear("message_sent").get("id").asLong();
    to.hear("new_message");
    message.put("after", id);
    return id;
  }

  /** Makes another message of it: one with an id of its own. */
  static void renew(ObjectNode message) {
    byte[] clientId = new byte[CLIENT_ID];
    RANDOM.nextBytes(clientId);
    message.put("client_id", Base64.getUrlEncoder().withoutPadding().encodeToString(clientId));
  }

  @Override
  public void close() {
    stack.close();
  }
}
