package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import dev.ren.realtime.PresenceStore;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores of chats on one client, and chats to use them on. */
public record TestStores(
    LogStore log, HeadStore heads, MemberStore members, WrapStore wraps, PresenceStore presences) {
  private static final AtomicInteger PEOPLE = new AtomicInteger();

  public static TestStores on(DynamoDbLocal dynamoDb, CallMeter meter) {
    return on(dynamoDb, dynamoDb.client(meter));
  }

  public static TestStores on(DynamoDbLocal dynamoDb, DynamoDbClient client) {
    return new TestStores(
        new LogStore(client, dynamoDb.table("LogTable")),
        new HeadStore(client, dynamoDb.table("HeadsTable")),
        new MemberStore(client, dynamoDb.table("UserTable")),
        new WrapStore(client, dynamoDb.table("WrapsTable")),
        new PresenceStore(client, dynamoDb.table("HeadsTable")));
  }

  public ChatStores all() {
    return new ChatStores(log, heads, members, wraps, presences);
  }

  /** Somebody whom no other test knows; later ones have higher ids. */
  public static UserId someone() {
    String number = Integer.toString(PEOPLE.incrementAndGet() + 100_000, 6);
    StringBuilder id = new StringBuilder();
    number.chars().forEach(digit -> id.append((char) (digit + 'b' - '0')));
    return UserId.parse("a".repeat(26 - id.length()) + id);
  }

  /** A chat of two people, whose log holds its epoch 0. */
  public ChatId.Direct directChat() {
    return directChat(someone(), someone());
  }

  private ChatId.Direct directChat(UserId lower, UserId higher) {
    ChatId.Direct chat = new ChatId.Direct(lower, higher);
    LogEntry.Epoch epoch = epoch(chat, 0, 0);
    log.append(epoch);
    heads.create(epoch);
    chat.members().forEach(member -> members.add(member, chat));
    return chat;
  }

  /** A chat of two people who both have written in it. */
  public ChatId.Direct talkingChat() {
    return talkingChat(someone(), someone());
  }

  /** A chat of these two, of whom the first has the lower id, in which both have written. */
  public ChatId.Direct talkingChat(UserId lower, UserId higher) {
    ChatId.Direct chat = directChat(lower, higher);
    wrote(chat, chat.lower(), 1);
    wrote(chat, chat.higher(), 2);
    return chat;
  }

  /** Somebody's message at the end of a chat. */
  public void wrote(ChatId.Direct chat, UserId sender, long number) {
    LogEntry message =
        new LogEntry.Message(chat, number, 0, 1, message(sender, "w" + number, 0, 272));
    log.append(message);
    heads.advance(message);
  }

  /** Notes a chat in somebody's list, without the chat. */
  public void join(UserId user, ChatId chat) {
    members.add(user, chat);
  }

  /** A group of these people, whose log holds its epoch 0. */
  public ChatId.Group group(List<UserId> people) {
    ChatId.Group chat = new ChatId.Group("g." + someone().value());
    LogEntry.Epoch epoch =
        new LogEntry.Epoch(chat, 0, 0, 1, record(chat, 0, people), new byte[64], "attempt");
    log.append(epoch);
    heads.create(epoch);
    people.forEach(member -> members.add(member, chat));
    return chat;
  }

  /** A later epoch of a group, with a roster of its own. */
  public static LogEntry.Epoch epoch(
      ChatId.Group chat, long number, long epoch, List<UserId> people) {
    return new LogEntry.Epoch(
        chat, number, epoch, 1, record(chat, epoch, people), new byte[64], "attempt");
  }

  public static LogEntry.Epoch epoch(ChatId.Direct chat, long number, long epoch) {
    byte[] record = record(chat, epoch, chat.members());
    return new LogEntry.Epoch(chat, number, epoch, 1, record, new byte[64], "attempt");
  }

  /** A record whose keys are of no meaning. */
  private static byte[] record(ChatId chat, long epoch, List<UserId> people) {
    Wire.Writer record =
        new Wire.Writer()
            .label("epoch")
            .u8(1)
            .text(chat.value())
            .u8(chat instanceof ChatId.Direct ? 0 : 1)
            .u32(epoch)
            .raw(new byte[32])
            .u64(1)
            .u32(0)
            .u64(0)
            .raw(new byte[64])
            .text(people.getFirst().value())
            .raw(new byte[] {0, (byte) people.size()});
    people.stream().sorted().forEach(member -> record.text(member.value()).raw(new byte[32]).u8(1));
    return record.bytes();
  }

  /** Sixteen bytes that are the same for the same name. */
  public static byte[] clientId(String name) {
    byte[] id = new byte[16];
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, id, 0, Math.min(16, text.length));
    return id;
  }

  /** A message of an epoch with a ciphertext of so many bytes. */
  public static SealedMessage message(UserId sender, String clientId, long epoch, int bytes) {
    return message(sender, clientId, epoch, 0, bytes);
  }

  /** The same, which points to an entry that its sender has seen. */
  public static SealedMessage message(
      UserId sender, String clientId, long epoch, long seen, int bytes) {
    return new SealedMessage(
        sender,
        clientId(clientId),
        epoch,
        1_795_123_456_789L,
        seen,
        new byte[32],
        new byte[12],
        new byte[bytes],
        new byte[64],
        List.of());
  }
}
