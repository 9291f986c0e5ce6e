package dev.ren.client.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a message says of a file beside its bytes (§10). All of it is the sender's word.
 *
 * @param name 1 to 255 code points, see {@link FileName}
 * @param type media type in lower case without parameters
 * @param size bytes of the plaintext
 * @param duration milliseconds
 * @param thumb a JPEG or WebP of at most 6,144 bytes
 * @param wave 1 to 64 bytes, one loudness each
 */
public record FileDetails(
    String name,
    String type,
    long size,
    FileUse use,
    Optional<Dimensions> dimensions,
    Optional<Long> duration,
    Optional<ByteString> thumb,
    Optional<ByteString> wave) {
  private static final int MAX_THUMB = 6_144;
  private static final int MAX_WAVE = 64;
  private static final ByteString JPEG = ByteString.fromHex("ffd8ff");
  private static final ByteString RIFF = ByteString.fromHex("52494646");
  private static final ByteString WEBP = ByteString.fromHex("57454250");

  /** Width and height in pixels, each 1 to 65,535. */
  public record Dimensions(int width, int height) {
    private static final int MAX = 65_535;

    public Dimensions {
      if (width < 1 || width > MAX || height < 1 || height > MAX) {
        throw malformed("pixels");
      }
    }

    private static Optional<Dimensions> read(JsonFields in) {
      Optional<Long> width = in.optionalNumber("width");
      Optional<Long> height = in.optionalNumber("height");
      if (width.isPresent() != height.isPresent()) {
        throw malformed("a width without a height");
      }
      return width.map(w -> new Dimensions(narrow(w), narrow(height.orElseThrow())));
    }

    private static int narrow(long pixels) {
      return (int) Math.min(pixels, Integer.MAX_VALUE);
    }
  }

  public FileDetails {
    FileName.require(name);
    FileName.requireMediaType(type);
    thumb.ifPresent(FileDetails::requireThumb);
    wave.ifPresent(FileDetails::requireWave);
  }

  /** A file of which nothing else is known. */
  public FileDetails(String name, String type, long size, FileUse use) {
    this(
        name,
        type,
        size,
        use,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static FileDetails read(JsonFields in) {
    return new FileDetails(
        in.text("name"),
        in.text("type"),
        in.number("size"),
        FileUse.of(in.text("as")),
        Dimensions.read(in),
        in.optionalNumber("duration"),
        in.optionalBytes("thumb"),
        in.optionalBytes("wave"));
  }

  ObjectNode write() {
    ObjectNode node =
        JsonFields.object()
            .put("name", name)
            .put("type", type)
            .put("size", size)
            .put("as", use.word());
    dimensions.ifPresent(d -> node.put("width", d.width()).put("height", d.height()));
    duration.ifPresent(milliseconds -> node.put("duration", milliseconds));
    thumb.ifPresent(bytes -> node.put("thumb", bytes.toBase64Url()));
    wave.ifPresent(bytes -> node.put("wave", bytes.toBase64Url()));
    return node;
  }

  // By content and not by its name: an SVG would be a document with scripts.
  private static void requireThumb(ByteString thumb) {
    boolean picture = hasAt(thumb, 0, JPEG) || (hasAt(thumb, 0, RIFF) && hasAt(thumb, 8, WEBP));
    if (thumb.size() > MAX_THUMB || !picture) {
      throw malformed("thumbnail too large or neither JPEG nor WebP");
    }
  }

  private static boolean hasAt(ByteString bytes, int at, ByteString part) {
    return bytes.size() >= at + part.size() && bytes.slice(at, at + part.size()).equals(part);
  }

  private static void requireWave(ByteString wave) {
    if (wave.size() < 1 || wave.size() > MAX_WAVE) {
      throw malformed("a wave form has 1 to 64 bytes");
    }
  }

  private static ProtocolException malformed(String detail) {
    return new ProtocolException(ErrorCode.MALFORMED, detail);
  }
}
