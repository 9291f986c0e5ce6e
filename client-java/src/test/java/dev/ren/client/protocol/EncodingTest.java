package dev.ren.client.protocol;

import static dev.ren.client.protocol.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  private final Random random = new Random(7);

  @Test
  void bytes_survive_every_text_form() {
    for (int length = 0; length < 100; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      ByteString value = ByteString.of(bytes);
      assertEquals(value, ByteString.fromBase64Url(value.toBase64Url()));
      assertEquals(value, Base32.RFC_4648.decode(Base32.RFC_4648.encode(value)));
      assertEquals(value, Base32.CROCKFORD.decode(Base32.CROCKFORD.encode(value)));
      assertEquals(value, ByteString.fromHex(value.toHex()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA==", "A", "AB", "+w", "/w", "A A", "AA\n", "ÄÄ", "AAAAA"})
  void base64url_has_one_text_for_one_value(String text) {
    assertRefused(ErrorCode.MALFORMED, () -> Base64Url.decode(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "a1", "aaaaaaaaaaaaaaaaaaaaaaaaab", "aa=", "ab"})
  void base32_of_ids_is_lower_case_and_canonical(String text) {
    assertRefused(ErrorCode.MALFORMED, () -> Base32.RFC_4648.decode(text));
  }

  @Test
  void integers_come_back_at_the_edges_of_their_ranges() {
    ByteString bytes =
        new ByteWriter().u8(255).u16(65_535).u32(4_294_967_295L).u64(ByteWriter.MAX_U64).done();
    ByteReader reader = new ByteReader("numbers", bytes);
    assertEquals(255, reader.u8());
    assertEquals(65_535, reader.u16());
    assertEquals(4_294_967_295L, reader.u32());
    assertEquals(ByteWriter.MAX_U64, reader.u64());
    reader.end();
  }

  @Test
  void a_reader_refuses_what_is_short_left_over_too_large_or_not_utf8() {
    assertRefused(ErrorCode.MALFORMED, () -> new ByteReader("x", ByteString.of((byte) 0)).u16());
    assertRefused(
        ErrorCode.MALFORMED, () -> new ByteReader("x", ByteString.fromHex("0002ff")).variable());
    assertRefused(ErrorCode.MALFORMED, () -> new ByteReader("x", ByteString.zeros(1)).end());
    assertRefused(
        ErrorCode.MALFORMED,
        () -> new ByteReader("x", ByteString.fromHex("0020000000000000")).u64());
    assertRefused(
        ErrorCode.MALFORMED,
        () -> new ByteReader("x", ByteString.fromHex("0002c0af")).variableText());
    assertRefused(
        ErrorCode.MALFORMED,
        () -> new ByteReader("x", ByteWriter.labelled(Label.MSG).done()).label(Label.MSG_SIG));
  }

  @Test
  void a_writer_refuses_numbers_that_do_not_fit() {
    assertRefused(ErrorCode.MALFORMED, () -> new ByteWriter().u8(256));
    assertRefused(ErrorCode.MALFORMED, () -> new ByteWriter().u32(-1));
    assertRefused(ErrorCode.MALFORMED, () -> new ByteWriter().u64(ByteWriter.MAX_U64 + 1));
    assertRefused(ErrorCode.MALFORMED, () -> new ByteWriter().variable(ByteString.zeros(65_536)));
  }

  @Test
  void a_direct_chat_names_its_two_members_in_order() {
    UserId low = new UserId("a".repeat(26));
    UserId high = new UserId("b".repeat(26));
    ChatId.Direct chat = ChatId.direct(high, low);
    assertEquals(low + "." + high, chat.value());
    assertEquals(chat, ChatId.parse(chat.value()));
    assertEquals(low, chat.companionOf(high));
    assertRefused(ErrorCode.MALFORMED, () -> ChatId.parse(high + "." + low));
    assertRefused(ErrorCode.MALFORMED, () -> ChatId.parse(low + "." + low));
    assertRefused(ErrorCode.MALFORMED, () -> ChatId.parse(low.value()));
    assertEquals(1, ChatId.parse("g." + low).kind());
  }
}
