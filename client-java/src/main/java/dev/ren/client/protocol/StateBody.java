package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The bytes inside a state's seal (§8): three sorted lists, of pins, epoch heads and settings. */
final class StateBody {
  private static final int VERSION = 1;
  private static final int ID = 16;
  private static final int HASH = 32;
  private static final int VERIFIED = 1;
  private static final int BLOCKED = 2;
  private static final int DECIDED = 4;

  private static final Comparator<ByteString> BYTEWISE =
      Comparator.comparing(ByteString::toArray, Arrays::compareUnsigned);

  /** One line of a list: what it is sorted by, and all its bytes. */
  private record Line(ByteString key, ByteString bytes) {}

  /** What was read of a line, and what it is sorted by. */
  private record Entry<K, V>(ByteString order, K key, V value) {}

  private StateBody() {}

  /**
   * @param self whose state it is: of a 1:1 only the companion is written
   */
  static ByteString write(State state, UserId self) {
    ByteWriter out = new ByteWriter().u8(VERSION);
    list(out, state.pins(), entry -> line(entry.getKey(), entry.getValue()));
    list(out, state.epochs(), entry -> line(entry.getKey(), entry.getValue(), self));
    list(out, state.settings(), entry -> line(entry.getKey(), entry.getValue()));
    return out.done();
  }

  static State read(ByteString bytes, UserId self) {
    ByteReader in = new ByteReader("state", bytes).constant(VERSION);
    State state =
        new State(
            list(in, StateBody::pin),
            list(in, line -> head(line, self)),
            list(in, StateBody::setting));
    in.end();
    return state;
  }

  private static <K, V> void list(
      ByteWriter out, Map<K, V> map, Function<Map.Entry<K, V>, Line> line) {
    List<Line> lines = new ArrayList<>(map.entrySet().stream().map(line).toList());
    lines.sort(Comparator.comparing(Line::key, BYTEWISE));
    out.u32(lines.size());
    lines.forEach(sorted -> out.raw(sorted.bytes()));
  }

  private static <K, V> Map<K, V> list(ByteReader in, Function<ByteReader, Entry<K, V>> read) {
    Map<K, V> map = new HashMap<>();
    Optional<ByteString> last = Optional.empty();
    for (long left = in.u32(); left > 0; left--) {
      Entry<K, V> entry = read.apply(in);
      if (last.filter(before -> BYTEWISE.compare(before, entry.order()) >= 0).isPresent()) {
        throw malformed("not sorted, or something twice");
      }
      last = Optional.of(entry.order());
      map.put(entry.key(), entry.value());
    }
    return map;
  }

  private static Line line(UserId user, Pin pin) {
    ByteString key = Base32.RFC_4648.decode(user.value());
    int flags =
        (pin.verified().filter(pin.fingerprint()::equals).isPresent() ? VERIFIED : 0)
            | (pin.blocked().isPresent() ? BLOCKED : 0)
            | (pin.decided() > 0 ? DECIDED : 0);
    ByteWriter out =
        new ByteWriter()
            .raw(key)
            .variable(pin.login().value())
            .u32(pin.generation())
            .raw(pin.fingerprint())
            .u8(flags);
    pin.blocked().ifPresent(out::raw);
    if (pin.decided() > 0) {
      out.u32(pin.decided());
    }
    return new Line(key, out.done());
  }

  private static Entry<UserId, Pin> pin(ByteReader in) {
    ByteString key = in.raw(ID);
    Login login = new Login(in.variableText());
    long generation = in.u32();
    ByteString fingerprint = in.raw(HASH);
    int flags = in.u8();
    if (flags > (VERIFIED | BLOCKED | DECIDED)) {
      throw malformed("unknown flags");
    }
    Optional<ByteString> verified =
        (flags & VERIFIED) == 0 ? Optional.empty() : Optional.of(fingerprint);
    Optional<ByteString> blocked =
        (flags & BLOCKED) == 0 ? Optional.empty() : Optional.of(in.raw(HASH));
    long decided = (flags & DECIDED) == 0 ? 0 : decisions(in.u32());
    return new Entry<>(
        key, userOf(key), new Pin(login, generation, fingerprint, verified, blocked, decided));
  }

  private static Line line(ChatId chat, EpochHead head, UserId self) {
    String id =
        switch (chat) {
          case ChatId.Direct direct -> direct.companionOf(self).value();
          case ChatId.Group group -> group.value().substring(2);
        };
    ByteString key = new ByteWriter().u8(chat.kind()).raw(Base32.RFC_4648.decode(id)).done();
    ByteWriter out = new ByteWriter().raw(key).u32(head.number()).raw(head.hash());
    return new Line(key, out.u64(head.entry()).done());
  }

  private static Entry<ChatId, EpochHead> head(ByteReader in, UserId self) {
    int kind = in.u8();
    ByteString id = in.raw(ID);
    ByteString order = new ByteWriter().u8(kind).raw(id).done();
    UserId user = userOf(id);
    ChatId chat =
        switch (kind) {
          case 0 -> ChatId.direct(self, user);
          case 1 -> new ChatId.Group("g." + user.value());
          default -> throw malformed("unknown kind of chat");
        };
    return new Entry<>(order, chat, new EpochHead(in.u32(), in.raw(HASH), in.u64()));
  }

  private static Line line(String name, Setting setting) {
    ByteWriter key = new ByteWriter().variable(name);
    ByteString order = new ByteReader("state", key.done()).variable();
    return new Line(order, key.u64(setting.at()).variable(setting.value()).done());
  }

  private static Entry<String, Setting> setting(ByteReader in) {
    ByteString order = in.variable();
    String name = new ByteReader("state", order).restText();
    return new Entry<>(order, name, new Setting(in.u64(), in.variableText()));
  }

  private static UserId userOf(ByteString id) {
    return new UserId(Base32.RFC_4648.encode(id));
  }

  private static long decisions(long count) {
    if (count == 0) {
      throw malformed("no decision, written down");
    }
    return count;
  }

  private static ProtocolException malformed(String detail) {
    return new ProtocolException(ErrorCode.MALFORMED, "state: " + detail);
  }
}
