package dev.ren.file;

import java.net.URI;
import java.util.Map;

/** Presigned URLs: each lets its holder do one thing to one object for a while. */
interface FileUrls {

  /** How long they hold; a Lambda's own credentials may end them sooner. */
  long LIFETIME_SECONDS = 3600;

  /**
   * Where to put a part.
   *
   * @param headers signed, to be sent along; beside them exactly the announced length is signed
   */
  record PartUrl(URI url, Map<String, String> headers) {}

  /**
   * Lets one part be put: these bytes and no others.
   *
   * @param index from 0
   * @param length of the part in bytes
   * @param sha256 of the part
   */
  PartUrl part(FilePath path, String uploadId, int index, long length, byte[] sha256);

  /** Lets the object be read, whole or by ranges. */
  URI object(FilePath path);
}
