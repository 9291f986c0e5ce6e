package dev.ren.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import dev.ren.platform.RestRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The JSON of uploads: {@code UploadRequest}, {@code UploadStatus}, {@code PartUrls} of
 * openapi.yaml.
 */
final class Uploads {
  private static final int DIGEST = 32;

  private Uploads() {}

  /**
   * Bytes of the plaintext.
   *
   * @throws Problem {@code bad_request} also if {@code chunks} is not what follows from it: the
   *     client would lay out its parts otherwise
   */
  static long size(JsonObject body) {
    long size = body.number("size", 0, FileLayout.MOST_BYTES);
    if (body.number("chunks", 1, Integer.MAX_VALUE) != FileLayout.of(size).chunks()) {
      throw Problem.badRequest("chunks does not follow from size");
    }
    return size;
  }

  /** The SHA-256 of consecutive parts. */
  static List<byte[]> digests(JsonObject body, int least) {
    List<byte[]> digests =
        body.texts("digests", SignParts.MOST).stream().map(Bytes64::decode).toList();
    if (digests.size() < least || digests.stream().anyMatch(bytes -> bytes.length != DIGEST)) {
      throw Problem.badRequest("digests are 1 to " + SignParts.MOST + " times 32 bytes");
    }
    return digests;
  }

  /** The parameter {@code chunk_index}, from 0. */
  static int index(RestRequest request) {
    try {
      return Integer.parseUnsignedInt(request.path("chunk_index"));
    } catch (NumberFormatException e) {
      throw Problem.badRequest("chunk_index is not an index");
    }
  }

  static void write(List<FileObjects.Part> parts, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("parts");
    for (FileObjects.Part part : parts) {
      json.writeStartObject();
      json.writeNumberField("index", part.index());
      json.writeNumberField("size", part.size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(SignParts.Signed signed, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("urls");
    int index = signed.index();
    for (FileUrls.PartUrl url : signed.urls()) {
      json.writeStartObject();
      json.writeNumberField("index", index++);
      json.writeStringField("url", url.url().toString());
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : url.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("expires_at", signed.expiresAt());
  }
}
