package dev.ren.local.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * S3Proxy over a folder: it verifies presigned URLs (Signature Version 4) with their expiry, signed
 * length and checksum as S3 does. It listens at a port of its own; the gateway passes {@code /s3}
 * on to it, host and path unchanged, since both are signed.
 */
public final class LocalS3 implements AutoCloseable {
  /** The path in front of every bucket. */
  public static final String PATH = "/s3";

  /** Larger than a part of 8 MiB with its digests; what is not sent in chunks is held in memory. */
  private static final long LARGEST_PUT = 32 << 20;

  private final S3Proxy proxy;

  private LocalS3(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /**
   * Starts it.
   *
   * @param folder kept between starts; each bucket is a folder in it
   * @param buckets made if they are not there
   */
  public static LocalS3 start(Path folder, Collection<String> buckets, Credential credential)
      throws Exception {
    for (String bucket : buckets) {
      Files.createDirectories(folder.resolve(bucket));
    }
    Properties settings = new Properties();
    // Of a relative path the parts of an upload are not found again.
    settings.setProperty("jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(BlobStores.create("filesystem-nio2", settings))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .servicePath(PATH)
            .awsAuthentication(AuthenticationType.AWS_V4, credential.id(), credential.secret())
            .v4MaxNonChunkedRequestSize(LARGEST_PUT)
            // It knows no tags; the sweep stands in for the rule that reads them.
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    return new LocalS3(proxy);
  }

  /** Its own port on the loopback. */
  public int port() {
    return proxy.getPort();
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What the functions sign with.
   *
   * @param secret made anew at every start: nobody else on this machine knows it
   */
  public record Credential(String id, String secret) {
    @Override
    public String toString() {
      return "Credential[" + id + "]";
    }
  }
}
