package dev.ren.chat;

import dev.ren.account.TestPeople.Person;
import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.Crypto;
import dev.ren.platform.Json;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An epoch as a client would make it, every field of which a test may falsify. Wraps begin with a
 * point of the curve and hold no secret.
 */
public record TestEpoch(
    ChatId chat,
    int kind,
    long number,
    byte[] previous,
    long seen,
    Person maker,
    List<Line> roster,
    List<UserId> wrapped) {

  /** One line of the roster. */
  public record Line(UserId user, byte[] fingerprint, int role) {
    public static Line admin(Person person) {
      return new Line(person.user(), person.fingerprint(), 1);
    }

    public static Line member(Person person) {
      return new Line(person.user(), person.fingerprint(), 0);
    }
  }

  /** Epoch 0 of a 1:1. */
  public static TestEpoch direct(Person maker, Person other) {
    List<Person> both = Stream.of(maker, other).sorted(Comparator.comparing(Person::user)).toList();
    return of(
        new ChatId.Direct(both.getFirst().user(), both.getLast().user()),
        maker,
        both.stream().map(Line::admin).toList());
  }

  /** Epoch 0 of a group whose maker is its only admin. */
  public static TestEpoch group(ChatId.Group chat, Person maker, List<Person> people) {
    return of(
        chat,
        maker,
        people.stream()
            .map(person -> person.equals(maker) ? Line.admin(person) : Line.member(person))
            .toList());
  }

  private static TestEpoch of(ChatId chat, Person maker, List<Line> roster) {
    return new TestEpoch(
        chat,
        chat instanceof ChatId.Direct ? 0 : 1,
        0,
        new byte[32],
        0,
        maker,
        roster,
        roster.stream().map(Line::user).toList());
  }

  /** The epoch after this one, by somebody, with the roster as it is. */
  public TestEpoch next(Person by) {
    return new TestEpoch(
        chat, kind, number + 1, Crypto.sha256(record()), seen, by, roster, wrapped);
  }

  public TestEpoch withChat(ChatId other) {
    return new TestEpoch(other, kind, number, previous, seen, maker, roster, wrapped);
  }

  public TestEpoch withKind(int other) {
    return new TestEpoch(chat, other, number, previous, seen, maker, roster, wrapped);
  }

  public TestEpoch withNumber(long other) {
    return new TestEpoch(chat, kind, other, previous, seen, maker, roster, wrapped);
  }

  public TestEpoch withPrevious(byte[] other) {
    return new TestEpoch(chat, kind, number, other, seen, maker, roster, wrapped);
  }

  public TestEpoch withSeen(long other) {
    return new TestEpoch(chat, kind, number, previous, other, maker, roster, wrapped);
  }

  public TestEpoch withMaker(Person other) {
    return new TestEpoch(chat, kind, number, previous, seen, other, roster, wrapped);
  }

  /** Another roster, sorted or not as it is given, and the wraps for it. */
  public TestEpoch withRoster(List<Line> other) {
    return new TestEpoch(
        chat, kind, number, previous, seen, maker, other, other.stream().map(Line::user).toList());
  }

  /** One line of the roster changed. */
  public TestEpoch with(UserId user, UnaryOperator<Line> change) {
    return withRoster(
        roster.stream().map(line -> line.user().equals(user) ? change.apply(line) : line).toList());
  }

  public TestEpoch without(UserId user) {
    return withRoster(roster.stream().filter(line -> !line.user().equals(user)).toList());
  }

  public TestEpoch plus(Line line) {
    List<Line> more = new ArrayList<>(roster);
    more.add(line);
    more.sort(Comparator.comparing(Line::user));
    return withRoster(more);
  }

  public TestEpoch withWrapsFor(List<UserId> users) {
    return new TestEpoch(chat, kind, number, previous, seen, maker, roster, users);
  }

  public byte[] record() {
    Wire.Writer writer =
        new Wire.Writer()
            .label("epoch")
            .u8(1)
            .text(chat.value())
            .u8(kind)
            .u32(number)
            .raw(previous)
            .u64(1_795_123_456_789L)
            .u32(0)
            .u64(seen)
            .raw(new byte[32])
            .raw(new byte[32])
            .text(maker.user().value())
            .u8(roster.size() >>> 8)
            .u8(roster.size() & 0xff);
    for (Line line : roster) {
      writer.text(line.user().value()).raw(line.fingerprint()).u8(line.role());
    }
    return writer.bytes();
  }

  /** The wrap of a member: 113 bytes that tell whose it is. */
  public static byte[] wrap(UserId user) {
    byte[] mark = Crypto.sha256(user.value().getBytes(StandardCharsets.UTF_8));
    return new Wire.Writer().raw(generator()).raw(mark).raw(new byte[16]).bytes();
  }

  /** The curve's generator (SEC 2, secp256r1): a point like any other. */
  private static byte[] generator() {
    return HexFormat.of()
        .parseHex(
            "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
  }

  /** The fields of a request. */
  public String json() {
    byte[] record = record();
    return Json.text(
        json -> {
          json.writeStringField("chat_id", chat.value());
          json.writeStringField("record", Bytes64.encode(record));
          json.writeStringField("signature", Bytes64.encode(maker.sign(record)));
          json.writeNumberField("after", seen);
          json.writeArrayFieldStart("wraps");
          for (UserId user : wrapped) {
            json.writeStartObject();
            json.writeStringField("user_id", user.value());
            json.writeStringField("wrap", Bytes64.encode(wrap(user)));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  EpochProposal proposal() {
    return proposalFor(chat);
  }

  EpochProposal proposalFor(ChatId expected) {
    return EpochProposal.read(Json.parse(json()), expected);
  }
}
