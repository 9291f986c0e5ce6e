package dev.ren.client.protocol;

/** A chat's id (§2). The members of a 1:1 follow from it, those of a group do not. */
public sealed interface ChatId {
  /** The id as it is sent. */
  String value();

  /** The byte of §2: 0 = 1:1, 1 = group. */
  int kind();

  /** From the wire; {@link ErrorCode#MALFORMED} for any other form. */
  static ChatId parse(String value) {
    int dot = value.indexOf('.');
    if (value.startsWith("g.") && UserId.FORM.matcher(value.substring(2)).matches()) {
      return new Group(value);
    }
    if (dot < 0) {
      throw new ProtocolException(ErrorCode.MALFORMED, "chat id");
    }
    return new Direct(new UserId(value.substring(0, dot)), new UserId(value.substring(dot + 1)));
  }

  /** The 1:1 of two users in either order. */
  static Direct direct(UserId one, UserId other) {
    return one.compareTo(other) < 0 ? new Direct(one, other) : new Direct(other, one);
  }

  /** A 1:1: {@code lower.higher}. */
  record Direct(UserId lower, UserId higher) implements ChatId {
    public Direct {
      if (lower.compareTo(higher) >= 0) {
        throw new ProtocolException(ErrorCode.MALFORMED, "chat id: users not in order");
      }
    }

    @Override
    public String value() {
      return lower.value() + "." + higher.value();
    }

    @Override
    public int kind() {
      return 0;
    }

    /** The other of the two; the caller is one of them. */
    public UserId companionOf(UserId user) {
      if (user.equals(lower)) {
        return higher;
      }
      if (user.equals(higher)) {
        return lower;
      }
      throw new ProtocolException(ErrorCode.EPOCH_REFUSED, "a 1:1 of two others");
    }

    @Override
    public String toString() {
      return value();
    }
  }

  /** A group: {@code g.} and 26 characters. */
  record Group(String value) implements ChatId {
    public Group {
      if (!value.startsWith("g.") || !UserId.FORM.matcher(value.substring(2)).matches()) {
        throw new ProtocolException(ErrorCode.MALFORMED, "group id");
      }
    }

    @Override
    public int kind() {
      return 1;
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
