package dev.ren.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.FakeServer.Answer;
import dev.ren.client.FakeServer.Call;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.EpochRecord;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chats of the fake server: an honest log in memory. */
final class FakeChats {
  private static final long NOW = 1_700_000_000_000L;
  private static final int PAGE = 5;

  /** One chat. */
  static final class Chat {
    final List<ObjectNode> entries = new ArrayList<>();
    final List<Map<String, String>> wraps = new ArrayList<>();

    long epoch() {
      return wraps.size() - 1L;
    }
  }

  final FakeFiles files = new FakeFiles();
  private final Map<String, Chat> chats = new TreeMap<>();

  /** A chat's log, for tests that rewrite it. */
  Chat of(ChatId chat) {
    return Objects.requireNonNull(chats.get(chat.value()));
  }

  Answer handle(Call call, UserId caller, Function<UserId, ObjectNode> personOf) {
    String[] parts = call.path().split("/", -1);
    return switch (call.path()) {
      case "user/chats" -> list(caller, personOf);
      case "chat/create" -> create(call, caller);
      case "chat/massage" -> send(call, caller);
      default -> files.handle(call).orElseGet(() -> ofChat(call, caller, parts));
    };
  }

  private Answer ofChat(Call call, UserId caller, String[] parts) {
    Chat chat = chats.get(parts[1]);
    if (chat == null || !parts[1].contains(caller.value())) {
      return Answer.problem(404, "chat_not_found");
    }
    return switch (parts[2]) {
      case "epochs" ->
          call.method().equals("POST") ? renew(call, chat) : epochs(call, chat, caller);
      case "messages" ->
          call.method().equals("DELETE") ? remove(call, chat, parts[3]) : messages(call, chat);
      default -> new Answer(204, "", Optional.empty());
    };
  }

  private Answer list(UserId caller, Function<UserId, ObjectNode> personOf) {
    List<ObjectNode> found = new ArrayList<>();
    chats.forEach(
        (id, chat) -> {
          if (ChatId.parse(id) instanceof ChatId.Direct direct && id.contains(caller.value())) {
            ObjectNode node =
                JsonFields.object()
                    .put("chat_id", id)
                    .put("kind", 0)
                    .put("head", chat.entries.size() - 1)
                    .put("read", 0)
                    .put("unread", 0);
            node.set("companion", personOf.apply(direct.companionOf(caller)));
            found.add(node);
          }
        });
    ObjectNode body = JsonFields.object();
    body.set("chats", FakeServer.array(found));
    return Answer.ok(body);
  }

  private Answer create(Call call, UserId caller) {
    String id = call.body().text("chat_id");
    boolean created = !chats.containsKey(id);
    Chat chat = chats.computeIfAbsent(id, ignored -> new Chat());
    if (created) {
      addEpoch(chat, call.body());
    }
    ObjectNode body = JsonFields.object().put("chat_id", id).put("created", created);
    body.set("epoch", epoch(chat, 0, caller));
    return Answer.ok(body);
  }

  private static Answer renew(Call call, Chat chat) {
    EpochRecord record = EpochRecord.decode(call.body().bytes("record"));
    if (record.number() != chat.epoch() + 1) {
      return Answer.problem(409, "stale_epoch");
    }
    return Answer.ok(addEpoch(chat, call.body()));
  }

  private static ObjectNode addEpoch(Chat chat, JsonFields in) {
    ObjectNode entry =
        JsonFields.object()
            .put("kind", "epoch")
            .put("id", chat.entries.size())
            .put("epoch", chat.wraps.size())
            .put("record", in.text("record"))
            .put("signature", in.text("signature"))
            .put("created_at", NOW);
    chat.entries.add(entry);
    chat.wraps.add(
        new HashMap<>(
            in.list("wraps", w -> Map.entry(w.text("user_id"), w.text("wrap"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    return entry;
  }

  private static Answer epochs(Call call, Chat chat, UserId caller) {
    List<ObjectNode> found = new ArrayList<>();
    for (int n = Integer.parseInt(call.parameter("from", "0")); n <= chat.epoch(); n++) {
      found.add(epoch(chat, n, caller));
    }
    ObjectNode body = JsonFields.object();
    body.set("epochs", FakeServer.array(found));
    return Answer.ok(body);
  }

  private static ObjectNode epoch(Chat chat, int number, UserId caller) {
    ObjectNode entry =
        chat.entries.stream()
            .filter(e -> e.get("kind").textValue().equals("epoch"))
            .filter(e -> e.get("epoch").intValue() == number)
            .findFirst()
            .orElseThrow()
            .deepCopy();
    return entry.put("wrap", chat.wraps.get(number).get(caller.value()));
  }

  private Answer send(Call call, UserId caller) {
    JsonFields in = call.body();
    Chat chat = chats.get(in.text("chat_id"));
    if (chat == null) {
      return Answer.problem(404, "chat_not_found");
    }
    for (ObjectNode entry : chat.entries) {
      if (entry.path("client_id").asText().equals(in.text("client_id"))) {
        return sent(entry, in);
      }
    }
    if (in.number("epoch") != chat.epoch()) {
      return Answer.problem(409, "stale_epoch");
    }
    ObjectNode entry = in.toNode();
    entry.remove(List.of("chat_id", "after"));
    entry
        .put("kind", "message")
        .put("id", chat.entries.size())
        .put("sender_id", caller.value())
        .put("created_at", NOW);
    chat.entries.add(entry);
    return sent(entry, in);
  }

  private static Answer sent(ObjectNode entry, JsonFields in) {
    return Answer.ok(
        JsonFields.object()
            .put("chat_id", in.text("chat_id"))
            .put("client_id", in.text("client_id"))
            .put("id", entry.get("id").longValue())
            .put("created_at", NOW));
  }

  private static Answer remove(Call call, Chat chat, String number) {
    ObjectNode entry = chat.entries.get(Integer.parseInt(number));
    ByteString hash = hashOf(chat, entry);
    entry.remove(List.of("epoch", "at", "seen", "seen_hash", "nonce", "ciphertext", "files"));
    entry
        .put("kind", "removed")
        .put("msg_hash", hash.toBase64Url())
        .put("signature", call.body().text("signature"));
    return new Answer(204, "", Optional.empty());
  }

  private static ByteString hashOf(Chat chat, ObjectNode entry) {
    JsonFields message = JsonFields.of(entry);
    EpochRecord epoch =
        chat.entries.stream()
            .filter(other -> other.get("kind").textValue().equals("epoch"))
            .map(other -> EpochRecord.decode(JsonFields.of(other).bytes("record")))
            .filter(record -> record.number() == message.number("epoch"))
            .findFirst()
            .orElseThrow();
    return Wire.readMessage(message, new UserId(message.text("sender_id"))).hash(epoch);
  }

  private static Answer messages(Call call, Chat chat) {
    int size = chat.entries.size();
    int after = Integer.parseInt(call.parameter("after", "-2"));
    int before = Integer.parseInt(call.parameter("before", Integer.toString(size)));
    int from = after >= -1 ? after + 1 : Math.max(0, before - PAGE);
    int to = after >= -1 ? Math.min(size, from + PAGE) : before;
    ObjectNode body = JsonFields.object().put("head", size - 1);
    body.set("entries", FakeServer.array(from < to ? chat.entries.subList(from, to) : List.of()));
    return Answer.ok(body);
  }
}
