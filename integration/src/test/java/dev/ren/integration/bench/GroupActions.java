package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.ChatApi;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.Base32;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.EpochRecord;
import dev.ren.client.protocol.EpochSecret;
import dev.ren.client.protocol.Identity;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Member;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.RandomSource;
import dev.ren.integration.RawSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends in groups, whose members all have a page open, or none but the sender. */
final class GroupActions {
  /** The ciphertext of a text of 100 bytes; the server cannot tell random bytes from one. */
  private static final int CIPHERTEXT = 272;

  /** The message itself and its acknowledgement. */
  private static final int OWN_MESSAGES = 2;

  /** Entry and head. */
  private static final int OWN_WRITES = 2;

  private final MeteredStack stack;
  private final RandomSource random;
  private final List<QuickAccount> people = new ArrayList<>();
  private final Map<String, Taken> taken = new LinkedHashMap<>();

  GroupActions(MeteredStack stack) {
    this.stack = stack;
    this.random = stack.target().environment().random();
  }

  /**
   * Makes a group of each size and sends in it.
   *
   * @param sizes the numbers of members, rising
   */
  Map<String, Taken> measure(int... sizes) throws Exception {
    people.add(QuickAccount.register(stack.target()));
    try (RawSocket sender = open(people.getFirst())) {
      for (int size : sizes) {
        while (people.size() < size) {
          people.add(QuickAccount.register(stack.target()));
        }
        measure("a chat of " + size + " members", people.subList(0, size), sender);
      }
    }
    return taken;
  }

  private void measure(String group, List<QuickAccount> members, RawSocket sender)
      throws Exception {
    NewEpoch epoch = epoch(members);
    ChatApi chats = stack.target().environment().chats();
    taken.put(
        "make " + group,
        stack.meter().measure(() -> chats.create(members.getFirst().token(), epoch)));
    ObjectNode message = message(epoch.epoch().record().chat());
    // The function reads the roster once and keeps it.
    send(message, sender);
    List<RawSocket> others = new ArrayList<>();
    for (QuickAccount member : members.subList(1, members.size())) {
      others.add(open(member));
    }
    Taken all = sent(message, sender);
    double reached = all.of(Quantity.SOCKET_MESSAGES) - OWN_MESSAGES;
    if (reached != others.size()) {
      throw new IllegalStateException(reached + " of " + others.size() + " were reached");
    }
    taken.put("send in " + group + ", all there", all);
    others.forEach(RawSocket::close);
    taken.put("send in " + group + ", nobody there", sentToNobody(message, sender));
  }

  /** Sends until the last of the others is known to have gone. */
  private Taken sentToNobody(ObjectNode message, RawSocket sender) throws Exception {
    Taken sent;
    do {
      sent = sent(message, sender);
    } while (sent.of(Quantity.SOCKET_MESSAGES) > OWN_MESSAGES
        || sent.of(Quantity.INVOCATIONS) > 1
        || sent.of(Quantity.WRITE_UNITS) > OWN_WRITES);
    return sent;
  }

  private Taken sent(ObjectNode message, RawSocket sender) throws Exception {
    return stack.meter().measure(() -> send(message, sender));
  }

  private static void send(ObjectNode message, RawSocket sender) throws InterruptedException {
    MeteredStack.renew(message);
    sender.say(message.toString());
    message.put("after", sender.hear("message_sent").get("id").asLong());
  }

  private RawSocket open(QuickAccount member) throws InterruptedException {
    RawSocket socket = RawSocket.connect(stack.target(), member.token());
    socket.sayType("register").hear("registered");
    return socket;
  }

  private ObjectNode message(ChatId group) {
    return JsonFields.object()
        .put("type", "message")
        .put("chat_id", group.value())
        .put("epoch", 0)
        .put("after", 0)
        .put("at", stack.target().environment().clock().millis())
        .put("seen", 0)
        .put("seen_hash", random.take(32).toBase64Url())
        .put("nonce", random.take(12).toBase64Url())
        .put("ciphertext", random.take(CIPHERTEXT).toBase64Url())
        .put("signature", random.take(64).toBase64Url());
  }

  private NewEpoch epoch(List<QuickAccount> members) {
    AccountKeys maker = members.getFirst().keys();
    List<Identity> identities =
        members.stream()
            .map(member -> member.keys().identity().identity())
            .sorted(Comparator.comparing(Identity::user))
            .toList();
    ChatId group = ChatId.parse("g." + Base32.RFC_4648.encode(random.take(16)));
    ByteString zeros = ByteString.zeros(32);
    EpochSecret secret = EpochSecret.create(random);
    EpochRecord record =
        new EpochRecord(
            group,
            0,
            zeros,
            stack.target().environment().clock().millis(),
            0,
            0,
            zeros,
            secret.commitment(group, 0),
            maker.user(),
            identities.stream()
                .map(one -> new Member(one.user(), one.fingerprint(), Member.Role.ADMIN))
                .toList());
    return NewEpoch.make(random, maker, record, secret, identities);
  }
}
