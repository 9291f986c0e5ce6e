package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.EpochRecord;
import dev.ren.client.protocol.EpochSecret;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.SealedMessage;
import dev.ren.client.protocol.SeenPointer;
import dev.ren.client.protocol.VerifiedEpoch;
import dev.ren.integration.Person;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Sealed messages that nobody has sent. */
final class Messages {
  private static final RandomSource RANDOM = RandomSource.of(new SecureRandom());

  private Messages() {}

  /** A text of {@code sender}'s under epoch 0. */
  static ObjectNode seal(Person sender, EpochRecord epoch, ByteString wrap, SeenPointer seen) {
    AccountKeys keys = sender.client().account().keys();
    VerifiedEpoch verified =
        new VerifiedEpoch(epoch, epoch.hash(), 0, Optional.of(EpochSecret.open(epoch, keys, wrap)));
    SealedMessage message =
        SealedMessage.seal(
            RANDOM, InstantSource.system(), keys, verified, seen, new Body.Text("hello"));
    return Wire.write(epoch.chat(), message, 1);
  }
}
