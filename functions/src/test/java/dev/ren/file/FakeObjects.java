package dev.ren.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** S3 in memory: sizes instead of bytes, and every call is noted. */
final class FakeObjects implements FileObjects {
  private final Map<String, Map<Integer, Long>> uploads = new HashMap<>();
  private final Map<FilePath, Long> objects = new HashMap<>();
  private final List<FilePath> kept = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private int begun;

  @Override
  public String begin(FilePath path) {
    calls.add("begin");
    String upload = "upload-" + begun++;
    uploads.put(upload, new TreeMap<>());
    return upload;
  }

  /** What a client does by a presigned URL. */
  void put(String uploadId, int index, long size) {
    Objects.requireNonNull(uploads.get(uploadId)).put(index, size);
  }

  @Override
  public Optional<List<Part>> parts(FilePath path, String uploadId) {
    calls.add("parts");
    return Optional.ofNullable(uploads.get(uploadId))
        .map(
            parts ->
                parts.entrySet().stream()
                    .map(part -> new Part(part.getKey(), part.getValue(), "e", Optional.empty()))
                    .toList());
  }

  @Override
  public boolean complete(FilePath path, String uploadId, List<Part> parts) {
    calls.add("complete");
    if (uploads.remove(uploadId) == null) {
      return false;
    }
    objects.put(path, parts.stream().mapToLong(Part::size).sum());
    return true;
  }

  @Override
  public OptionalLong size(FilePath path) {
    calls.add("size");
    Long size = objects.get(path);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  @Override
  public void keep(FilePath path) {
    calls.add("keep");
    kept.add(path);
  }

  @Override
  public void abort(FilePath path, String uploadId) {
    calls.add("abort");
    uploads.remove(uploadId);
  }

  @Override
  public void delete(FilePath path) {
    calls.add("delete");
    objects.remove(path);
  }

  boolean isKept(FilePath path) {
    return kept.contains(path) && objects.containsKey(path);
  }

  boolean isEmpty() {
    return uploads.isEmpty() && objects.isEmpty();
  }

  List<String> calls() {
    return List.copyOf(calls);
  }
}
