package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Replays of files: whole, chunk by chunk and byte by byte, always with one outcome. */
final class FileVectors {
  private FileVectors() {}

  static void file(VectorCase c) {
    switch (c.op()) {
      case "layout" -> layout(c);
      case "seal" -> seal(c);
      case "open" -> open(c);
      case "range" -> range(c);
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  private static void layout(VectorCase c) {
    c.expect(
        () -> List.of(c.number("count"), c.number("last_part"), c.number("object_size")),
        () -> {
          FileLayout layout = layoutOf(c);
          long lastPart = layout.partLength(layout.count() - 1);
          return List.of((long) layout.count(), lastPart, layout.objectSize());
        });
  }

  private static void seal(VectorCase c) {
    Map<Integer, ByteString> recorded = new HashMap<>();
    for (ByteString digest : hexList(c, "recorded")) {
      recorded.put(recorded.size(), digest);
    }
    List<SealedPart> parts = new ArrayList<>();
    c.expect(
        () -> hexList(c, "parts"),
        () -> {
          run(
              () ->
                  FileStreams.seal(
                      cipher(c), dripping(c.bytes("plaintext")), recorded, parts::add));
          return parts.stream().map(SealedPart::bytes).toList();
        });
    if (c.error().isEmpty()) {
      assertEquals(hexList(c, "checksums"), parts.stream().map(SealedPart::checksum).toList());
      assertEquals(
          c.bytes("manifest"),
          FileDigests.manifestOf(parts.stream().map(SealedPart::digest).toList()));
    }
  }

  private static void open(VectorCase c) {
    Stream.<Supplier<ByteString>>of(() -> whole(c), () -> chunkByChunk(c), () -> byteByByte(c))
        .forEach(way -> c.expect(() -> c.bytes("plaintext"), way));
  }

  private static void range(VectorCase c) {
    FileCipher cipher = cipher(c);
    FileDigests digests = digests(c);
    ByteWriter opened = new ByteWriter();
    long start = c.number("start");
    long end = c.number("end");
    int size = cipher.layout().chunkSize();
    for (long index = start / size; start < end && index * size < end; index++) {
      ByteString chunk = cipher.open(digests, (int) index, sealed(c, (int) index));
      long from = Math.max(0, start - index * size);
      opened.raw(chunk.slice((int) from, (int) Math.min(chunk.size(), end - index * size)));
    }
    assertEquals(c.bytes("plaintext"), opened.done());
  }

  private static ByteString whole(VectorCase c) {
    return FileStreams.openObject(cipher(c), c.bytes("manifest"), c.bytes("object"));
  }

  private static ByteString chunkByChunk(VectorCase c) {
    FileCipher cipher = cipher(c);
    FileDigests digests = digests(c);
    ByteWriter plaintext = new ByteWriter();
    for (int index = 0; index < cipher.layout().count(); index++) {
      plaintext.raw(cipher.open(digests, index, sealed(c, index)));
    }
    return plaintext.done();
  }

  private static ByteString byteByByte(VectorCase c) {
    FileDigests digests = digests(c);
    int end = (int) layoutOf(c).digestList().offset();
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    InputStream chunks = dripping(cut(c.bytes("object"), 0, end));
    run(() -> FileStreams.open(cipher(c), digests, chunks, plaintext));
    return ByteString.of(plaintext.toByteArray());
  }

  private static FileDigests digests(VectorCase c) {
    ByteString object = c.bytes("object");
    FileLayout layout = layoutOf(c);
    ByteString list = cut(object, layout.digestList().offset(), object.size());
    return FileDigests.open(layout, c.bytes("manifest"), list);
  }

  private static ByteString sealed(VectorCase c, int index) {
    FileLayout.Range range = layoutOf(c).sealedChunk(index);
    return cut(c.bytes("object"), range.offset(), range.offset() + range.length());
  }

  private static ByteString cut(ByteString bytes, long from, long to) {
    int start = (int) Math.min(from, bytes.size());
    return bytes.slice(start, Math.clamp(to, start, bytes.size()));
  }

  private static FileLayout layoutOf(VectorCase c) {
    return FileLayout.of(c.number("size"), c.integer("chunk_size"));
  }

  private static FileCipher cipher(VectorCase c) {
    FileSecret secret = new FileSecret(c.bytes("file_id"), c.bytes("key"), c.bytes("prefix"));
    return new FileCipher(secret, layoutOf(c));
  }

  /** A stream that gives one byte at a time, as slow networks do. */
  private static InputStream dripping(ByteString bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes.toArray())) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(length, 1));
      }
    };
  }

  private static List<ByteString> hexList(VectorCase c, String name) {
    List<ByteString> list = new ArrayList<>();
    for (JsonNode item : c.fields().toNode().path(name)) {
      list.add(ByteString.fromHex(item.textValue()));
    }
    return list;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
