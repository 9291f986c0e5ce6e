package dev.ren.file;

import dev.ren.platform.Platform;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

/**
 * URLs by Signature Version 4. Of a part the length and the SHA-256 are signed headers, so S3
 * refuses every other body; a URL for another key, part or time has another signature.
 */
final class SignedUrlStorage implements FileUrls {
  private static final Duration LIFETIME = Duration.ofSeconds(LIFETIME_SECONDS);

  /** Those that the browser sets by itself. */
  private static final Set<String> IMPLIED = Set.of("host", "content-length");

  private final S3Presigner presigner;
  private final String bucket;

  SignedUrlStorage(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  static SignedUrlStorage of(Platform platform) {
    SignedUrlStorage urls =
        new SignedUrlStorage(platform.s3Presigner(), platform.bucket("BUCKET_FILES"));
    platform.beforeSnapshot("presigned", () -> urls.get("priming"));
    return urls;
  }

  @Override
  public PartUrl part(FilePath path, String uploadId, int index, long length, byte[] sha256) {
    PresignedUploadPartRequest signed =
        presigner.presignUploadPart(
            presign ->
                presign
                    .signatureDuration(LIFETIME)
                    .uploadPartRequest(
                        part ->
                            part.bucket(bucket)
                                .key(path.objectKey())
                                .uploadId(uploadId)
                                .partNumber(index + 1)
                                .contentLength(length)
                                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))));
    Map<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, List<String>> header : signed.signedHeaders().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!IMPLIED.contains(name)) {
        headers.put(name, String.join(",", header.getValue()));
      }
    }
    return new PartUrl(URI.create(signed.url().toString()), headers);
  }

  @Override
  public URI object(FilePath path) {
    return get(path.objectKey());
  }

  private URI get(String key) {
    return URI.create(
        presigner
            .presignGetObject(
                presign ->
                    presign
                        .signatureDuration(LIFETIME)
                        .getObjectRequest(get -> get.bucket(bucket).key(key)))
            .url()
            .toString());
  }
}
