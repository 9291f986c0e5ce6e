package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns an uploaded picture into one of ours: decoded by content, whatever it calls itself, cut to
 * a square, drawn anew at 256 × 256 and encoded as JPEG. No metadata and no foreign byte survives;
 * SVG and everything else that is no PNG or JPEG is refused.
 */
final class Avatars {
  static final int MAX_BYTES = 512 * 1024;
  private static final int MAX_SIDE = 4096;
  private static final int SIDE = 256;

  static {
    ImageIO.setUseCache(false);
  }

  private Avatars() {}

  /**
   * Re-encodes a picture.
   *
   * @throws Problem {@code image_refused}
   */
  static AvatarStore.Avatar encode(byte[] upload) {
    BufferedImage picture = square(decode(upload));
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
    try {
      if (!ImageIO.write(picture, "jpeg", out)) {
        throw new IllegalStateException("this runtime writes no JPEG");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    byte[] jpeg = out.toByteArray();
    return new AvatarStore.Avatar(jpeg, Bytes64.encode(Arrays.copyOf(Crypto.sha256(jpeg), 9)));
  }

  private static BufferedImage decode(byte[] upload) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw refused();
      }
      ImageReader reader = readers.next();
      try {
        return decode(reader, in);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException broken) {
      throw refused();
    }
  }

  /** The size is read from the header first: a small file can claim a huge picture. */
  private static BufferedImage decode(ImageReader reader, ImageInputStream in) throws IOException {
    String format = reader.getFormatName().toLowerCase(Locale.ROOT);
    if (!format.equals("jpeg") && !format.equals("png")) {
      throw refused();
    }
    reader.setInput(in, true, true);
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw refused();
    }
    return reader.read(0);
  }

  private static BufferedImage square(BufferedImage picture) {
    int side = Math.min(picture.getWidth(), picture.getHeight());
    int left = (picture.getWidth() - side) / 2;
    int top = (picture.getHeight() - side) / 2;
    BufferedImage square = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = square.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.drawImage(
        picture, 0, 0, SIDE, SIDE, left, top, left + side, top + side, Color.WHITE, null);
    canvas.dispose();
    return square;
  }

  private static Problem refused() {
    return Problem.of(ErrorCode.IMAGE_REFUSED, "not a PNG or JPEG of at most 4096 × 4096");
  }
}
