package dev.ren.client;

import dev.ren.client.api.ApiException;
import dev.ren.client.api.FileApi;
import dev.ren.client.api.ObjectStore;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.FileCipher;
import dev.ren.client.protocol.FileDetails;
import dev.ren.client.protocol.FileDigests;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.FileStreams;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.SealedPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stored files on their way (§15). What fails is tried again with a pause, a URL that has ended is
 * renewed; a few chunks are in memory at a time, however long the file is.
 */
final class FileTransfers {
  private static final int TRIES = 8;
  // Parts whose URLs are asked for together: 32 MiB in memory.
  private static final int BATCH = 4;

  private final ClientEnvironment environment;
  private final Session session;
  private final FileApi api;
  private final ObjectStore store;
  private final Backoff backoff;

  FileTransfers(ClientEnvironment environment, Session session) {
    this.environment = environment;
    this.session = session;
    this.api = environment.files();
    this.store = environment.objects();
    this.backoff = new Backoff(environment.random());
  }

  /** Digests of sealed chunks 0, 1, …: kept before the last of them leaves. */
  @FunctionalInterface
  interface Progress {
    void reached(List<ByteString> digests);
  }

  /**
   * Seals and uploads what the store does not have yet; the file is complete then and waits for its
   * message.
   *
   * @param begun its secret, and how far it has come
   */
  FileReference.Stored upload(
      FileApi.Path path,
      FileDetails details,
      UploadDrafts.Upload begun,
      InputStream plaintext,
      Progress progress)
      throws IOException {
    FileLayout layout = FileLayout.of(details.size());
    FileApi.Upload stored = retried(() -> session.call(token -> api.open(token, path, layout)));
    List<ByteString> digests = new ArrayList<>();
    List<SealedPart> batch = new ArrayList<>();
    FileStreams.seal(
        new FileCipher(begun.secret(), layout),
        plaintext,
        begun.recorded(),
        part -> {
          digests.add(part.digest());
          if (!stored.has(layout, part.index())) {
            batch.add(part);
          }
          if (batch.size() == BATCH || !isNext(stored, layout, part.index() + 1)) {
            if (digests.size() > begun.digests().size()) {
              progress.reached(digests);
            }
            put(path, batch);
            batch.clear();
          }
        });
    if (!stored.complete()) {
      retried(() -> session.run(token -> api.complete(token, path)));
    }
    return new FileReference.Stored(details, begun.secret(), FileDigests.manifestOf(digests));
  }

  /** Gives up an upload that cannot be gone on with; its place is freed later if this fails. */
  void cancel(FileApi.Path path) {
    try {
      session.run(token -> api.cancel(token, path));
    } catch (ApiException later) {
      return;
    }
  }

  /** Only consecutive parts get their URLs together. */
  private static boolean isNext(FileApi.Upload stored, FileLayout layout, int index) {
    return index < layout.count() && !stored.has(layout, index);
  }

  /** Fetches and opens; what was written before a refusal is right and not the whole. */
  void download(FileApi.Path path, FileReference.Stored file, OutputStream plaintext)
      throws IOException {
    FileLayout layout = file.layout();
    Source source = new Source(path);
    if (source.size() != layout.objectSize()) {
      throw new ProtocolException(
          source.size() < layout.objectSize() ? ErrorCode.FILE_TRUNCATED : ErrorCode.FILE_OVERLONG,
          "an object of another size");
    }
    FileCipher cipher = new FileCipher(file.secret(), layout);
    FileDigests digests =
        FileDigests.open(layout, file.manifest(), source.get(layout.digestList()));
    for (int index = 0; index < layout.count(); index++) {
      ByteString sealed = source.get(layout.sealedChunk(index));
      plaintext.write(cipher.open(digests, index, sealed).toArray());
    }
  }

  /** Consecutive parts; what the store has acknowledged is not sent again. */
  private void put(FileApi.Path path, List<SealedPart> parts) {
    Deque<SealedPart> left = new ArrayDeque<>(parts);
    if (left.isEmpty()) {
      return;
    }
    retried(
        () -> {
          List<ByteString> checksums = left.stream().map(SealedPart::checksum).toList();
          int first = left.getFirst().index();
          for (FileApi.PartUrl url :
              session.call(token -> api.urls(token, path, first, checksums))) {
            store.put(url, left.getFirst().bytes());
            left.removeFirst();
          }
        });
  }

  /** An object whose URL is renewed when it has ended. */
  private final class Source {
    private final FileApi.Path path;
    private FileApi.StoredObject object;

    Source(FileApi.Path path) {
      this.path = path;
      this.object = find(path);
    }

    long size() {
      return object.size();
    }

    ByteString get(FileLayout.Range range) {
      return retried(
          () -> {
            try {
              return store.get(object, range);
            } catch (ApiException e) {
              if (e.is(ObjectStore.URL_REFUSED)) {
                object = find(path);
              }
              throw e;
            }
          });
    }
  }

  private FileApi.StoredObject find(FileApi.Path path) {
    return session.call(token -> api.find(token, path));
  }

  private void retried(Runnable work) {
    retried(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T retried(Supplier<T> work) {
    for (int failures = 1; ; failures++) {
      try {
        return work.get();
      } catch (ApiException e) {
        boolean again = e.isTransient() || e.is(ObjectStore.URL_REFUSED);
        if (!again || failures == TRIES) {
          throw e;
        }
        pause(e, failures);
      }
    }
  }

  private void pause(ApiException e, int failures) {
    try {
      environment.pause().await(e.retryAfter().orElseGet(() -> backoff.after(failures)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }
}
