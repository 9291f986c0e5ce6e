package dev.ren.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.TestStores;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class UploadTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long SIZE = 20_000_000;
  private static final long OBJECT = SIZE + 3 * 48;

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final TestFiles files = new TestFiles(dynamoDb, dynamoDb.client(meter), stores);
  private final ChatId.Direct chat = stores.directChat();
  private final UserId ann = chat.lower();
  private final UserId bob = chat.higher();
  private final FilePath path = TestFiles.path(chat, "message", "file");

  @Test
  void a_file_is_announced_by_three_reads_a_transaction_and_a_write() {
    meter.reset();

    OpenUpload.Status status = files.openUpload.open(ann, path, SIZE);

    assertTrue(status.isOpen());
    assertEquals(
        List.of("GetItem", "GetItem", "TransactWriteItems", "GetItem", "UpdateItem", "GetItem"),
        meter.operations());
    assertEquals(OBJECT, files.used(ann));
  }

  @Test
  void a_repeat_says_which_parts_are_there_and_reserves_nothing() {
    OpenUpload.Status first = files.openUpload.open(ann, path, SIZE);
    files.objects.put(first.uploadId(), 1, FileLayout.CHUNK + 16);
    meter.reset();

    OpenUpload.Status again = files.openUpload.open(ann, path, SIZE);

    assertEquals(first.uploadId(), again.uploadId());
    assertEquals(List.of(1), again.parts().stream().map(FileObjects.Part::index).toList());
    assertEquals(OBJECT, files.used(ann));
    assertEquals(0, meter.writeUnits());
  }

  @Test
  void the_same_ids_stand_for_no_other_file_and_no_other_uploader() {
    files.openUpload.open(ann, path, SIZE);

    assertRefused(ErrorCode.CONFLICT, () -> files.openUpload.open(ann, path, SIZE + 1));
    assertRefused(ErrorCode.CONFLICT, () -> files.openUpload.open(bob, path, SIZE));
  }

  @Test
  void what_is_too_large_or_too_much_is_refused_before_a_byte() {
    assertRefused(ErrorCode.FILE_TOO_LARGE, () -> files.openUpload.open(ann, path, 100_000_001));
    assertRefused(ErrorCode.QUOTA_EXCEEDED, () -> files.openUpload.open(ann, path, 60_000_000));
    files.openUpload.open(ann, path, SIZE);
    files.openUpload.open(ann, TestFiles.path(chat, "message", "two"), SIZE);
    FilePath third = TestFiles.path(chat, "message", "three");
    assertRefused(ErrorCode.QUOTA_EXCEEDED, () -> files.openUpload.open(ann, third, SIZE));

    assertEquals(2 * OBJECT, files.used(ann));
    assertEquals(List.of("begin", "parts", "begin", "parts"), files.objects.calls());
    assertTrue(files.openUpload.open(bob, third, SIZE).isOpen(), "another's quota is his own");
  }

  @Test
  void a_stranger_opens_nothing() {
    UserId stranger = TestStores.someone();
    assertRefused(ErrorCode.CHAT_NOT_FOUND, () -> files.openUpload.open(stranger, path, 1));
  }

  @Test
  void a_quota_is_never_passed_by_files_that_are_opened_at_once() throws Exception {
    List<Callable<Boolean>> openings =
        IntStream.range(0, 10)
            .mapToObj(i -> TestFiles.path(chat, "message", "many " + i))
            .<Callable<Boolean>>map(
                one ->
                    () -> {
                      try {
                        return files.openUpload.open(ann, one, 9_000_000).isOpen();
                      } catch (Problem full) {
                        assertEquals(ErrorCode.QUOTA_EXCEEDED, full.code());
                        return false;
                      }
                    })
            .toList();
    int opened = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> opening : threads.invokeAll(openings)) {
        opened += opening.get() ? 1 : 0;
      }
    }

    assertEquals(5, opened);
    assertEquals(5 * (9_000_000 + 2 * 48), files.used(ann));
  }

  @Test
  void an_upload_is_complete_once_all_parts_are_there_with_their_lengths() {
    OpenUpload.Status status = files.openUpload.open(ann, path, SIZE);
    assertRefused(ErrorCode.FILE_NOT_READY, () -> files.completeUpload.complete(ann, path));
    files.putAll(status);
    files.objects.put(status.uploadId(), 0, FileLayout.CHUNK);
    assertRefused(ErrorCode.FILE_NOT_READY, () -> files.completeUpload.complete(ann, path));
    files.putAll(status);
    assertRefused(ErrorCode.FILE_NOT_READY, () -> files.completeUpload.complete(bob, path));

    files.completeUpload.complete(ann, path);
    files.completeUpload.complete(ann, path);

    assertFalse(files.openUpload.open(ann, path, SIZE).isOpen());
    assertEquals(OBJECT, files.objects.size(path).orElseThrow());
  }

  @Test
  void killed_after_s3_has_completed_a_repeat_notes_it() {
    OpenUpload.Status status = files.openUpload.open(ann, path, SIZE);
    files.putAll(status);
    files.objects.complete(
        path, status.uploadId(), files.objects.parts(path, status.uploadId()).orElseThrow());

    assertFalse(files.openUpload.open(ann, path, SIZE).isOpen());
    files.completeUpload.complete(ann, path);
  }

  @Test
  void an_upload_that_s3_has_ended_begins_anew() {
    OpenUpload.Status status = files.openUpload.open(ann, path, SIZE);
    files.objects.abort(path, status.uploadId());
    assertRefused(ErrorCode.FILE_NOT_READY, () -> files.completeUpload.complete(ann, path));

    OpenUpload.Status again = files.openUpload.open(ann, path, SIZE);

    assertFalse(again.uploadId().equals(status.uploadId()));
    assertEquals(OBJECT, files.used(ann));
  }

  @Test
  void killed_after_the_reservation_a_repeat_goes_on() {
    StoredFile reserved =
        new StoredFile(
            path,
            ann,
            FileLayout.of(SIZE),
            StoredFile.State.OPEN,
            Optional.empty(),
            Long.MAX_VALUE / 2000);
    files.quotas.reserve(reserved, TestFiles.LIMITS.quota());

    assertTrue(files.openUpload.open(ann, path, SIZE).isOpen());
    assertEquals(OBJECT, files.used(ann));
  }

  @Test
  void cancelling_at_any_point_and_twice_leaves_nothing() {
    files.openUpload.open(ann, path, SIZE);
    files.cancelUpload.cancel(bob, path);
    assertEquals(OBJECT, files.used(ann), "another cannot");
    files.cancelUpload.cancel(ann, path);
    files.cancelUpload.cancel(ann, path);
    assertEquals(0, files.used(ann));
    assertTrue(files.isBucketEmpty());

    files.upload(ann, path, SIZE);
    files.cancelUpload.cancel(ann, path);
    assertEquals(0, files.used(ann));
    assertTrue(files.isBucketEmpty());
  }

  @Test
  void what_no_message_takes_in_seven_days_gives_its_bytes_back() {
    files.upload(ann, path, SIZE);
    files.openUpload.open(ann, TestFiles.path(chat, "message", "two"), SIZE);
    files.pass(OpenUpload.LIFETIME.minus(Duration.ofSeconds(1)));
    assertEquals(2 * OBJECT, files.showStorage.used(ann));
    files.pass(Duration.ofSeconds(2));

    FilePath third = TestFiles.path(chat, "message", "three");
    assertTrue(files.openUpload.open(ann, third, SIZE).isOpen(), "room is made where it is needed");
    assertEquals(OBJECT, files.showStorage.used(ann));
    assertTrue(files.openUpload.open(ann, path, SIZE).isOpen(), "an expired one begins anew");
  }

  private static void assertRefused(ErrorCode code, Runnable work) {
    assertEquals(code, assertThrows(Problem.class, work::run).code());
  }
}
