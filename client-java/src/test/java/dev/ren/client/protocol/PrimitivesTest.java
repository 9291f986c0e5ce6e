package dev.ren.client.protocol;

import static dev.ren.client.protocol.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PrimitivesTest {
  private final RandomSource random = RandomSource.of(new SecureRandom());
  private final ByteString message =
      ByteString.of("what was said".getBytes(StandardCharsets.UTF_8));

  @Test
  void a_sealed_value_opens_only_with_every_bit_in_place() {
    ByteString key = random.take(32);
    ByteString aad = ByteString.fromHex("0102");
    ByteString sealed = Aead.seal(random, key, aad, message);
    assertEquals(message, Aead.open(key, aad, sealed, ErrorCode.UNDECRYPTABLE));
    eachBitFlipped(
        sealed,
        wrong ->
            assertRefused(
                ErrorCode.UNDECRYPTABLE,
                () -> Aead.open(key, aad, wrong, ErrorCode.UNDECRYPTABLE)));
    assertRefused(
        ErrorCode.UNDECRYPTABLE,
        () -> Aead.open(key, ByteString.empty(), sealed, ErrorCode.UNDECRYPTABLE));
  }

  @Test
  void a_signature_holds_only_with_every_bit_in_place() {
    KeyPair key = KeyPair.generate(random);
    ByteString signature = Ecdsa.sign(key, message);
    Ecdsa.verify(key.publicKey(), message, signature, "test");
    eachBitFlipped(
        signature,
        wrong ->
            assertRefused(
                ErrorCode.BAD_SIGNATURE,
                () -> Ecdsa.verify(key.publicKey(), message, wrong, "test")));
  }

  @Test
  void signatures_of_zero_or_of_the_order_are_out_of_range() {
    KeyPair key = KeyPair.generate(random);
    ByteString order =
        ByteString.fromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    for (ByteString half : new ByteString[] {ByteString.zeros(32), order}) {
      ByteString signature = new ByteWriter().raw(half).raw(half).done();
      assertRefused(
          ErrorCode.BAD_SIGNATURE, () -> Ecdsa.verify(key.publicKey(), message, signature, "test"));
    }
  }

  @Test
  void a_wrap_opens_for_its_key_and_its_info_only() {
    KeyPair key = KeyPair.generate(random);
    ByteString info = ByteString.fromHex("aa");
    ByteString secret = random.take(32);
    ByteString wrap = Hpke.seal(random, key.publicKey(), info, secret);
    assertEquals(113, wrap.size());
    assertEquals(secret, Hpke.open(key, info, wrap));
    assertRefused(ErrorCode.UNDECRYPTABLE, () -> Hpke.open(KeyPair.generate(random), info, wrap));
    assertRefused(ErrorCode.UNDECRYPTABLE, () -> Hpke.open(key, ByteString.empty(), wrap));
    eachBitFlipped(
        wrap, wrong -> assertRefused(ErrorCode.UNDECRYPTABLE, () -> Hpke.open(key, info, wrong)));
  }

  @Test
  void a_point_off_the_curve_and_a_compressed_point_are_no_public_keys() {
    ByteString off = KeyPair.generate(random).publicKey();
    byte[] bytes = off.toArray();
    bytes[64] ^= 1;
    assertRefused(ErrorCode.MALFORMED, () -> P256.point(ByteString.of(bytes)));
    assertRefused(ErrorCode.MALFORMED, () -> P256.point(off.slice(0, 33)));
    assertRefused(ErrorCode.MALFORMED, () -> P256.point(ByteString.zeros(65)));
    assertRefused(ErrorCode.MALFORMED, () -> KeyPair.of(ByteString.zeros(32)));
  }

  @Test
  void secrets_do_not_show_in_texts() {
    KeyPair key = KeyPair.generate(random);
    assertFalse(key.toString().contains(key.privateKey().toHex()));
    assertEquals("ByteString[32]", key.privateKey().toString());
  }

  static void eachBitFlipped(ByteString value, Consumer<ByteString> check) {
    for (int bit = 0; bit < value.size() * 8; bit++) {
      byte[] wrong = value.toArray();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      check.accept(ByteString.of(wrong));
    }
  }
}
