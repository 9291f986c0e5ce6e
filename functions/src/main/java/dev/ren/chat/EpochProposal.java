package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.JsonObject;
import dev.ren.platform.P256;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An epoch that a client wants to begin.
 *
 * @param bytes the record that is signed
 * @param signature 64 bytes
 * @param wraps one for each member, in the order of the roster
 */
record EpochProposal(EpochRecord record, byte[] bytes, byte[] signature, List<byte[]> wraps) {
  EpochProposal {
    wraps = List.copyOf(wraps);
  }

  /**
   * Reads {@code record}, {@code signature} and {@code wraps} of a request.
   *
   * @throws Problem {@code epoch_refused} if the record names another chat, or the wraps are not
   *     exactly one for each member
   */
  static EpochProposal read(JsonObject json, ChatId chat) {
    byte[] bytes = json.bytes("record", EpochRecord.MAX_BYTES);
    byte[] signature = json.bytesOf("signature", P256.SIGNATURE);
    Map<UserId, byte[]> wraps = wraps(json);
    EpochRecord record = EpochRecord.parse(bytes);
    if (!record.chat().equals(chat)) {
      throw refused("the record names another chat");
    }
    return new EpochProposal(record, bytes, signature, inOrder(record, wraps));
  }

  private static Map<UserId, byte[]> wraps(JsonObject json) {
    Map<UserId, byte[]> wraps = new HashMap<>();
    for (JsonObject wrap : json.objects("wraps", EpochRecord.MOST_MEMBERS)) {
      byte[] bytes = wrap.bytesOf("wrap", WrapStore.WRAP);
      if (!P256.isPoint(Arrays.copyOf(bytes, P256.POINT))) {
        throw refused("a wrap does not begin with a point of the curve");
      }
      if (wraps.put(UserId.parse(wrap.string("user_id")), bytes) != null) {
        throw refused("two wraps for one member");
      }
    }
    return wraps;
  }

  private static List<byte[]> inOrder(EpochRecord record, Map<UserId, byte[]> wraps) {
    List<byte[]> ordered = new ArrayList<>();
    for (UserId user : record.users()) {
      byte[] wrap = wraps.get(user);
      if (wrap == null) {
        throw refused("a member without a wrap");
      }
      ordered.add(wrap);
    }
    if (wraps.size() != ordered.size()) {
      throw refused("a wrap for somebody who is no member");
    }
    return ordered;
  }

  static Problem refused(String why) {
    return Problem.of(ErrorCode.EPOCH_REFUSED, why);
  }

  /**
   * Holds the record against what its maker says to have verified beside it.
   *
   * @param after number of the newest entry that the maker had verified
   * @throws Problem {@code epoch_refused} if the record points beyond that
   */
  void requireSeenBy(long after) {
    if (record.seen() > after) {
      throw refused("the record has seen more than its maker");
    }
  }

  /** Whether an entry of the log came of this very proposal. */
  boolean isIn(LogEntry.Epoch entry) {
    return Arrays.equals(bytes, entry.record()) && Arrays.equals(signature, entry.signature());
  }
}
