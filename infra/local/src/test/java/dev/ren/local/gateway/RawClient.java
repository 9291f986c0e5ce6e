package dev.ren.local.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends what no HTTP client would. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient to(int port) throws IOException {
    return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** The whole answer to one request without a body. */
  String ask(String... lines) throws IOException {
    String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The status line and headers that answer a WebSocket handshake. */
  String upgrade(int port, String header) throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET /ws HTTP/1.1",
            "Host: localhost:" + port,
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            header,
            "",
            "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString();
  }

  /**
   * Sends letters in one frame (the JDK's own client would split them) and reads one short frame.
   *
   * @return its text, or {@code closed with} the status
   */
  String sendTextFrame(int length) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeByte(0x81);
    out.writeByte(0x80 | 127);
    out.writeLong(length);
    out.writeInt(0);
    out.write("x".repeat(length).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    boolean close = (in.readUnsignedByte() & 0xf) == 8;
    byte[] payload = in.readNBytes(in.readUnsignedByte());
    return close
        ? "closed with " + (((payload[0] & 0xff) << 8) | (payload[1] & 0xff))
        : new String(payload, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
