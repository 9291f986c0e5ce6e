package dev.ren.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.ren.client.FakeServer.Answer;
import dev.ren.client.FakeServer.Call;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ByteWriter;
import dev.ren.client.protocol.Digest;
import dev.ren.client.protocol.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Uploads and objects of the fake server; its store takes only what it gave a URL for. */
final class FakeFiles {
  /** Whole objects by file id, for tests that look at them or change them. */
  final Map<String, byte[]> objects = new HashMap<>();

  /** Parts that the store was sent, as {@code id/index}. */
  final List<String> puts = new ArrayList<>();

  /** Bytes that the store was asked for. */
  final List<String> ranges = new ArrayList<>();

  private final Map<String, Map<Integer, byte[]>> parts = new HashMap<>();
  private int refusals;
  private int working;

  /** The store refuses so many of the next calls, as it does with URLs that have ended. */
  synchronized void refuseNext(int calls) {
    refuseAfter(0, calls);
  }

  /** The same after so many calls that it does not refuse. */
  synchronized void refuseAfter(int worked, int calls) {
    working = worked;
    refusals = calls;
  }

  synchronized void change(UnaryOperator<byte[]> how) {
    objects.replaceAll((id, object) -> how.apply(object));
  }

  synchronized Optional<Answer> handle(Call call) {
    String[] path = call.path().split("/", -1);
    if (path.length < 5 || !path[0].equals("chat")) {
      return Optional.empty();
    }
    String id = path[4];
    return switch (path[1]) {
      case "upload_metadata" -> {
        Map<Integer, byte[]> stored = parts.computeIfAbsent(id, unknown -> new TreeMap<>());
        ObjectNode body = JsonFields.object().put("state", "open").put("expires_at", 1);
        ArrayNode list = body.putArray("parts");
        stored.forEach((i, part) -> list.addObject().put("index", i).put("size", part.length));
        body.putArray("urls");
        yield Optional.of(Answer.ok(body));
      }
      case "upload_chunk" -> Optional.of(urls(call, id, Integer.parseInt(path[5])));
      case "upload_complete" -> {
        ByteWriter object = new ByteWriter();
        Objects.requireNonNull(parts.get(id)).values().forEach(object::raw);
        objects.put(id, object.toArray());
        yield Optional.of(Answer.ok(JsonFields.object().put("state", "complete")));
      }
      case "file" ->
          Optional.of(
              Answer.ok(
                  JsonFields.object()
                      .put("url", "/s3/" + id)
                      .put("object_size", Objects.requireNonNull(objects.get(id)).length)
                      .put("expires_at", 1)));
      default -> Optional.empty();
    };
  }

  private static Answer urls(Call call, String id, int first) {
    ObjectNode body = JsonFields.object().put("expires_at", 1);
    int index = first;
    List<ObjectNode> urls = new ArrayList<>();
    for (JsonNode digest : call.body().toNode().get("digests")) {
      ObjectNode url = JsonFields.object().put("index", index);
      url.put("url", "/s3/" + id + "/" + index++);
      url.putObject("headers").put("Content-Length", "1").put("x-sum", digest.textValue());
      urls.add(url);
    }
    body.set("urls", FakeServer.array(urls));
    return Answer.ok(body);
  }

  /** The store: {@code PUT /s3/id/index} and {@code GET /s3/id} with a range. */
  synchronized void store(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      boolean works = refusals == 0 || working > 0;
      working = Math.max(0, working - 1);
      if (!works) {
        refusals--;
        exchange.sendResponseHeaders(403, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        String sum = Digest.sha256(ByteString.of(body)).toBase64Url();
        puts.add(path[2] + "/" + path[3]);
        boolean right = sum.equals(exchange.getRequestHeaders().getFirst("x-sum"));
        if (right) {
          Objects.requireNonNull(parts.get(path[2])).put(Integer.parseInt(path[3]), body);
        }
        exchange.sendResponseHeaders(right ? 200 : 400, -1);
      } else {
        get(exchange, Objects.requireNonNull(objects.get(path[2])));
      }
    }
  }

  private void get(HttpExchange exchange, byte[] object) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range);
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = Math.min(Integer.parseInt(ends[1]) + 1, object.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Arrays.copyOfRange(object, from, to));
    exchange.sendResponseHeaders(206, bytes.size());
    bytes.writeTo(exchange.getResponseBody());
  }
}
