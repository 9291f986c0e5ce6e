package dev.ren.file;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The objects that files are: what use cases ask of S3. Each call may be repeated. */
interface FileObjects {

  /**
   * A part that is there.
   *
   * @param index from 0
   * @param checksum SHA-256 in base64, as S3 tells it; empty where it tells none
   */
  record Part(int index, long size, String etag, Optional<String> checksum) {}

  /**
   * Begins a multipart upload, whose object will be tagged as pending until {@link #keep}: what is
   * never kept goes by the bucket's lifecycle rules.
   *
   * @return the upload's id
   */
  String begin(FilePath path);

  /** The parts in order; empty if there is no such upload (any more). */
  Optional<List<Part>> parts(FilePath path, String uploadId);

  /** Makes the parts an object; false if there is no such upload (any more). */
  boolean complete(FilePath path, String uploadId, List<Part> parts);

  /** The object's bytes; empty if there is none. */
  OptionalLong size(FilePath path);

  /** Takes the object out of the lifecycle rules' reach. */
  void keep(FilePath path);

  /** Ends an upload with all its parts, if it is there. */
  void abort(FilePath path, String uploadId);

  /** Deletes the object, if it is there. */
  void delete(FilePath path);
}
