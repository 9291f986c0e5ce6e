package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
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

  /** To be scaled down smoothly a picture needs no more than this, whatever its size. */
  private static final int ENOUGH = 2 * SIDE;

  /** Held while a picture is decoded: a container that runs several requests has one heap. */
  private static final Object DECODER = new Object();

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
    BufferedImage picture = scaled(decode(upload));
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
        synchronized (DECODER) {
          return decode(reader, in);
        }
      } finally {
        reader.dispose();
      }
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException broken) {
      throw refused();
    }
  }

  /**
   * The middle square, with every n-th pixel of it only: 1023 × 1023 at most. The size is read from
   * the header first, and the reader thins out row by row, so that a small file that claims 4096 ×
   * 4096 pixels of 8 bytes never costs their memory.
   */
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
    int side = Math.min(width, height);
    int step = Math.max(1, side / ENOUGH);
    ImageReadParam middle = reader.getDefaultReadParam();
    middle.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
    middle.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, middle);
  }

  private static BufferedImage scaled(BufferedImage picture) {
    BufferedImage square = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = square.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.drawImage(picture, 0, 0, SIDE, SIDE, Color.WHITE, null);
    canvas.dispose();
    return square;
  }

  private static Problem refused() {
    return Problem.of(ErrorCode.IMAGE_REFUSED, "not a PNG or JPEG of at most 4096 × 4096");
  }
}
