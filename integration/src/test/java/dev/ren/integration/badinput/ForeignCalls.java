package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Well-formed calls about chats, people and revisions that are unknown or another's. */
final class ForeignCalls {
  private static final UserId NOBODY = new UserId("aaaaaaaaaaaaaaaaaaaaaaaaaa");

  private final GoodCalls good;
  private final Map<String, Expected> all = new LinkedHashMap<>();

  /** A call, and the code that refuses it. */
  record Expected(Call call, String code) {}

  ForeignCalls(GoodCalls good) {
    this.good = good;
    unknown();
    others();
    files();
  }

  Map<String, Expected> all() {
    return all;
  }

  private void unknown() {
    String token = good.anna().token();
    ChatId nowhere = ChatId.direct(good.anna().id(), NOBODY);
    put("the identity of nobody", Call.get("/user/" + NOBODY + "/identity", token), "not_found");
    put("the avatar of nobody", Call.get("/user/avatar/nobody_at_all", token), "not_found");
    chat("an unknown chat", nowhere, token);
    put("an endpoint that does not exist", Call.get("/users", token), "not_found");
  }

  private void others() {
    Call renewal = good.of("renewEpoch");
    put(
        "another's chat: epoch",
        renewal.token(Optional.of(good.clara().token())),
        "chat_not_found");
    ChatId other = ChatId.direct(good.clara().id(), good.anna().id());
    put(
        "an epoch of another chat",
        renewal.path("/chat/" + other.value() + "/epochs"),
        "epoch_refused");
    chat("another's chat", good.chat(), good.clara().token());
    put("a token of another kind", Call.get("/user", good.registrationToken()), "unauthorized");
    put(
        "an access token for registration",
        good.of("registerStep2").token(Optional.of(good.anna().token())),
        "unauthorized");
    for (String operation : List.of("registerStep2", "updatePasswordAndKeys", "createChat")) {
      Call stranger = good.of(operation).token(Optional.of("hello"));
      put("a stranger's body is not even read: " + operation, stranger.body("{"), "unauthorized");
    }
    put(
        "a chat without the caller",
        good.of("createChat").token(Optional.of(good.clara().token())),
        "epoch_refused");
  }

  private void files() {
    for (String operation :
        List.of(
            "getFile", "getFileChunk", "getFileMetadata", "listMessageFiles", "removeMessage")) {
      String code = "chat_not_found";
      Call stranger = good.of(operation).token(Optional.of(good.clara().token()));
      put("another's file: " + operation, stranger, code);
    }
    put(
        "an upload into another's chat",
        good.of("openUpload").token(Optional.of(good.clara().token())),
        "chat_not_found");
    for (String operation : List.of("signParts", "completeUpload")) {
      Call stranger = good.of(operation).token(Optional.of(good.clara().token()));
      put("another's upload: " + operation, stranger, "file_not_ready");
    }
    ObjectNode message = good.message();
    message.putArray("files").add("AAAAAAAAAAAAAAAAAAAAAA");
    put(
        "a message with a file that was never uploaded",
        Call.post("/chat/massage", good.anna().token(), message),
        "file_not_ready");
  }

  private void chat(String what, ChatId chat, String token) {
    String path = "/chat/" + chat.value();
    put(what + ": messages", Call.get(path + "/messages", token), "chat_not_found");
    put(what + ": epochs", Call.get(path + "/epochs", token), "chat_not_found");
    put(
        what + ": read mark",
        Call.post(path + "/read", token, JsonFields.object().put("id", 1)),
        "chat_not_found");
    ObjectNode message = good.message().put("chat_id", chat.value());
    put(what + ": send", Call.post("/chat/massage", token, message), "chat_not_found");
  }

  private void put(String what, Call call, String code) {
    all.put(what, new Expected(call, code));
  }
}
