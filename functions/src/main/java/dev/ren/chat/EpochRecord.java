package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in an epoch's record (PROTOCOL.md §9). The server reads records to refuse what
 * clients would refuse, and to know a group's members; it cannot make one.
 *
 * @param number of the epoch
 * @param previous the hash of the epoch before, 32 bytes, zeros at 0
 * @param seen the newest entry that the maker had verified
 * @param seenHash 32 bytes
 * @param members sorted by user id
 */
public record EpochRecord(
    ChatId chat,
    long number,
    byte[] previous,
    long seen,
    byte[] seenHash,
    UserId maker,
    List<Member> members) {
  /** Members of one chat, at most. */
  public static final int MOST_MEMBERS = 1000;

  /** A record of so many members, with room to spare. */
  static final int MAX_BYTES = 65_536;

  private static final int SUITE = 1;
  private static final int HASH = 32;
  private static final int FEWEST_MEMBERS = 2;

  /**
   * One line of the roster.
   *
   * @param fingerprint of the member's identity, 32 bytes
   */
  public record Member(UserId user, byte[] fingerprint, boolean admin) {}

  public EpochRecord {
    members = List.copyOf(members);
  }

  /**
   * Reads a record.
   *
   * @throws Problem {@code epoch_refused} if it breaks the layout
   */
  public static EpochRecord parse(byte[] record) {
    Wire.Reader reader = new Wire.Reader(record, ErrorCode.EPOCH_REFUSED);
    try {
      return read(reader);
    } catch (Problem badId) {
      throw reader.refuse(badId.detail());
    }
  }

  private static EpochRecord read(Wire.Reader reader) {
    reader.label("epoch");
    if (reader.u8() != SUITE) {
      throw reader.refuse("an unknown suite");
    }
    ChatId chat = ChatId.parse(reader.text());
    if (reader.u8() != (chat instanceof ChatId.Direct ? 0 : 1)) {
      throw reader.refuse("the kind is not the chat's");
    }
    long number = reader.u32();
    byte[] previous = reader.raw(HASH);
    reader.u64();
    reader.u32();
    long seen = reader.u64();
    byte[] seenHash = reader.raw(HASH);
    reader.raw(HASH);
    UserId maker = UserId.parse(reader.text());
    List<Member> members = members(reader);
    reader.end();
    return new EpochRecord(chat, number, previous, seen, seenHash, maker, members);
  }

  private static List<Member> members(Wire.Reader reader) {
    int count = (reader.u8() << 8) | reader.u8();
    if (count < FEWEST_MEMBERS || count > MOST_MEMBERS) {
      throw reader.refuse("too few or too many members");
    }
    List<Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      UserId user = UserId.parse(reader.text());
      if (i > 0 && members.get(i - 1).user().compareTo(user) >= 0) {
        throw reader.refuse("members are not sorted or double");
      }
      byte[] fingerprint = reader.raw(HASH);
      int role = reader.u8();
      if (role > 1) {
        throw reader.refuse("an unknown role");
      }
      members.add(new Member(user, fingerprint, role == 1));
    }
    return members;
  }

  public Optional<Member> member(UserId user) {
    return members.stream().filter(member -> member.user().equals(user)).findFirst();
  }

  public boolean has(UserId user) {
    return member(user).isPresent();
  }

  public List<UserId> users() {
    return members.stream().map(Member::user).toList();
  }
}
