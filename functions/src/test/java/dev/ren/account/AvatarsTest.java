package dev.ren.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvatarsTest {
  private static byte[] picture(String format, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static void assertRefused(byte[] upload) {
    Problem refusal = assertThrows(Problem.class, () -> Avatars.encode(upload));
    assertEquals(ErrorCode.IMAGE_REFUSED, refusal.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void a_picture_becomes_a_jpeg_of_256_by_256(String format) throws IOException {
    AvatarStore.Avatar avatar = Avatars.encode(picture(format, 300, 500));

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(avatar.jpeg()));
    assertNotNull(decoded);
    assertEquals(256, decoded.getWidth());
    assertEquals(256, decoded.getHeight());
    assertEquals((byte) 0xff, avatar.jpeg()[0]);
    assertEquals((byte) 0xd8, avatar.jpeg()[1]);
  }

  @Test
  void nothing_that_stood_beside_the_pixels_survives() throws IOException {
    byte[] png = picture("png", 64, 64);
    byte[] marked = Arrays.copyOf(png, png.length + 40);
    byte[] place = "GPS 59.3293 N 18.0686 E".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(place, 0, marked, png.length, place.length);

    String kept = new String(Avatars.encode(marked).jpeg(), StandardCharsets.ISO_8859_1);

    assertEquals(-1, kept.indexOf("GPS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "<!doctype html><script>alert(1)</script>",
        "no picture at all",
        ""
      })
  void text_of_any_kind_is_no_picture(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void other_formats_are_refused_whatever_this_runtime_could_read() throws IOException {
    assertRefused(picture("gif", 64, 64));
    assertRefused(picture("bmp", 64, 64));
  }

  @Test
  void the_largest_picture_is_decoded_in_a_fraction_of_its_pixels() throws IOException {
    byte[] png = picture("png", 4096, 4096);
    long pixels = 4096L * 4096 * 3;
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    Avatars.encode(png);

    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < pixels / 3, "allocated: " + allocated);
  }

  @Test
  void the_middle_of_a_large_picture_is_what_is_kept() throws IOException {
    BufferedImage wide = new BufferedImage(3000, 1000, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = wide.createGraphics();
    canvas.setColor(Color.GREEN);
    canvas.fillRect(1000, 0, 1000, 1000);
    canvas.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(wide, "png", out);

    BufferedImage kept =
        ImageIO.read(new ByteArrayInputStream(Avatars.encode(out.toByteArray()).jpeg()));

    for (int[] corner : new int[][] {{3, 3}, {252, 3}, {3, 252}, {252, 252}, {128, 128}}) {
      int green = new Color(kept.getRGB(corner[0], corner[1])).getGreen();
      assertTrue(green > 200, "green: " + green);
    }
  }

  @Test
  void a_picture_that_is_cut_off_or_huge_is_refused() throws IOException {
    byte[] whole = picture("png", 64, 64);
    assertRefused(Arrays.copyOf(whole, 20));
    assertRefused(picture("png", 4097, 1));
  }
}
