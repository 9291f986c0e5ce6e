package dev.ren.file;

import dev.ren.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * Objects in the bucket. They carry no media type and no name but ids: what a file is stands in its
 * message.
 */
final class FileStorage implements FileObjects {
  /** The tag that infra/storage.yaml's lifecycle rule names. */
  private static final String PENDING = "state=pending";

  private final Supplier<S3Client> s3;
  private final String bucket;

  /**
   * Uses {@code bucket}.
   *
   * @param s3 asked when it is needed: a message without files loads none of S3's classes
   */
  FileStorage(Supplier<S3Client> s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  static FileStorage of(Platform platform) {
    return new FileStorage(platform::s3, platform.bucket("BUCKET_FILES"));
  }

  /** For functions whose every event needs S3: before a snapshot they ask for what is not there. */
  static FileStorage primed(Platform platform) {
    FileStorage storage = of(platform);
    platform.beforeSnapshot(
        "objects",
        () -> storage.s3.get().headObject(head -> head.bucket(storage.bucket).key("priming")));
    return storage;
  }

  @Override
  public String begin(FilePath path) {
    return s3.get()
        .createMultipartUpload(
            request ->
                request
                    .bucket(bucket)
                    .key(path.objectKey())
                    .contentType("application/octet-stream")
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                    .checksumType(ChecksumType.COMPOSITE)
                    .tagging(PENDING))
        .uploadId();
  }

  @Override
  public Optional<List<Part>> parts(FilePath path, String uploadId) {
    try {
      return Optional.of(
          s3
              .get()
              .listPartsPaginator(
                  request -> request.bucket(bucket).key(path.objectKey()).uploadId(uploadId))
              .parts()
              .stream()
              .map(
                  part ->
                      new Part(
                          part.partNumber() - 1,
                          part.size(),
                          part.eTag(),
                          Optional.ofNullable(part.checksumSHA256())))
              .toList());
    } catch (NoSuchUploadException gone) {
      return Optional.empty();
    }
  }

  @Override
  public boolean complete(FilePath path, String uploadId, List<Part> parts) {
    List<CompletedPart> completed = parts.stream().map(FileStorage::completed).toList();
    try {
      s3.get()
          .completeMultipartUpload(
              request ->
                  request
                      .bucket(bucket)
                      .key(path.objectKey())
                      .uploadId(uploadId)
                      .multipartUpload(upload -> upload.parts(completed)));
      return true;
    } catch (NoSuchUploadException gone) {
      return false;
    }
  }

  /** An upload with a checksum algorithm is only completed with the checksum of every part. */
  private static CompletedPart completed(Part part) {
    CompletedPart.Builder completed =
        CompletedPart.builder().partNumber(part.index() + 1).eTag(part.etag());
    part.checksum().ifPresent(completed::checksumSHA256);
    return completed.build();
  }

  @Override
  public OptionalLong size(FilePath path) {
    try {
      return OptionalLong.of(
          s3.get()
              .headObject(request -> request.bucket(bucket).key(path.objectKey()))
              .contentLength());
    } catch (NoSuchKeyException none) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void keep(FilePath path) {
    s3.get().deleteObjectTagging(request -> request.bucket(bucket).key(path.objectKey()));
  }

  @Override
  public void abort(FilePath path, String uploadId) {
    try {
      s3.get()
          .abortMultipartUpload(
              request -> request.bucket(bucket).key(path.objectKey()).uploadId(uploadId));
    } catch (NoSuchUploadException gone) {
      return;
    }
  }

  @Override
  public void delete(FilePath path) {
    s3.get().deleteObject(request -> request.bucket(bucket).key(path.objectKey()));
  }
}
