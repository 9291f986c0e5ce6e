package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signed description of one epoch of a chat (§9).
 *
 * @param number of the epoch
 * @param previous epochHash of the epoch before, zeros at 0
 * @param at the maker's time in milliseconds since 1970
 * @param ttlSeconds how long messages stay; 0 means for good
 * @param seen number of the newest log entry that the maker had verified
 * @param seenHash that entry's hash
 * @param commitment to the epoch's secret
 * @param members sorted by user id
 */
public record EpochRecord(
    ChatId chat,
    long number,
    ByteString previous,
    long at,
    long ttlSeconds,
    long seen,
    ByteString seenHash,
    ByteString commitment,
    UserId maker,
    List<Member> members) {
  /** The only cipher suite: P-256, HKDF-SHA256, AES-256-GCM, ECDSA. */
  static final int SUITE = 1;

  private static final int HASH = 32;

  public EpochRecord {
    previous.exactly(HASH, "previous epoch");
    seenHash.exactly(HASH, "seen hash");
    commitment.exactly(HASH, "commitment");
    members = List.copyOf(members);
    for (int i = 1; i < members.size(); i++) {
      if (members.get(i - 1).user().compareTo(members.get(i).user()) >= 0) {
        throw new ProtocolException(ErrorCode.MALFORMED, "members not sorted or double");
      }
    }
  }

  /** Reads a record. */
  public static EpochRecord decode(ByteString record) {
    ByteReader in = new ByteReader("epoch", record).label(Label.EPOCH).constant(SUITE);
    ChatId chat = ChatId.parse(in.variableText());
    int kind = in.u8();
    if (kind > 1) {
      throw new ProtocolException(ErrorCode.MALFORMED, "unknown kind of chat");
    }
    if (kind != chat.kind()) {
      throw new ProtocolException(ErrorCode.EPOCH_REFUSED, "kind is not the chat's");
    }
    long number = in.u32();
    ByteString previous = in.raw(HASH);
    long at = in.u64();
    long ttl = in.u32();
    long seen = in.u64();
    ByteString seenHash = in.raw(HASH);
    ByteString commitment = in.raw(HASH);
    UserId maker = new UserId(in.variableText());
    int count = in.u16();
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new Member(new UserId(in.variableText()), in.raw(HASH), Member.Role.of(in.u8())));
    }
    in.end();
    return new EpochRecord(
        chat, number, previous, at, ttl, seen, seenHash, commitment, maker, members);
  }

  /** The signed bytes. */
  public ByteString encode() {
    ByteWriter out =
        ByteWriter.labelled(Label.EPOCH)
            .u8(SUITE)
            .variable(chat.value())
            .u8(chat.kind())
            .u32(number)
            .raw(previous)
            .u64(at)
            .u32(ttlSeconds)
            .u64(seen)
            .raw(seenHash)
            .raw(commitment)
            .variable(maker.value())
            .u16(members.size());
    for (Member member : members) {
      out.variable(member.user().value()).raw(member.fingerprint()).u8(member.role().value());
    }
    return out.done();
  }

  /** {@code epochHash}: SHA-256 of the record. */
  public ByteString hash() {
    return Digest.sha256(encode());
  }

  /** The roster's line of a user. */
  public Optional<Member> member(UserId user) {
    return members.stream().filter(member -> member.user().equals(user)).findFirst();
  }
}
