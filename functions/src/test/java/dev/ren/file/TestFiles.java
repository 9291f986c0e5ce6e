package dev.ren.file;

import dev.ren.chat.Rosters;
import dev.ren.chat.TestStores;
import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.UserId;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The use cases of files over real tables, an S3 in memory and a clock that is moved by hand. */
public final class TestFiles {
  static final FileLimits LIMITS = new FileLimits(100_000_000, 50_000_000);

  final FakeObjects objects = new FakeObjects();
  final FileStore files;
  final QuotaStore quotas;
  final OpenUpload openUpload;
  final CompleteUpload completeUpload;
  final CancelUpload cancelUpload;
  final ShowStorage showStorage;
  final FindFiles findFiles;
  private final Clock clock = new MovingClock();
  private long now = 1_795_123_456_789L;

  public TestFiles(DynamoDbLocal dynamoDb, DynamoDbClient client, TestStores stores) {
    String table = dynamoDb.table("FilesTable");
    files = new FileStore(client, table);
    quotas = new QuotaStore(client, table);
    Membership membership = new Membership(stores.heads(), new Rosters(stores.log()));
    Withdrawals withdrawals = new Withdrawals(files, quotas, objects);
    openUpload = new OpenUpload(membership, files, quotas, objects, LIMITS, clock);
    completeUpload = new CompleteUpload(files, objects, clock);
    cancelUpload = new CancelUpload(files, withdrawals);
    showStorage = new ShowStorage(quotas, withdrawals, clock);
    findFiles = new FindFiles(membership, files, stores.log());
  }

  public AttachFiles attachFiles() {
    return new AttachFiles(files, quotas, objects, clock);
  }

  public DeleteFiles deleteFiles() {
    return new DeleteFiles(files, quotas, objects);
  }

  /** The path of a file of the message that the sender calls by this name. */
  public static FilePath path(ChatId chat, String message, String file) {
    return new FilePath(
        chat, Bytes64.encode(TestStores.clientId(message)), FileId.of(TestStores.clientId(file)));
  }

  /** Uploads a file to its end. */
  public FileId upload(UserId user, FilePath path, long size) {
    OpenUpload.Status status = openUpload.open(user, path, size);
    putAll(status);
    completeUpload.complete(user, path);
    return path.file();
  }

  void putAll(OpenUpload.Status status) {
    FileLayout layout = status.file().layout();
    for (int i = 0; i < layout.chunks(); i++) {
      objects.put(status.uploadId(), i, layout.partLength(i));
    }
  }

  void pass(Duration time) {
    now += time.toMillis();
  }

  /** Whether no object and no upload is there. */
  public boolean isBucketEmpty() {
    return objects.isEmpty();
  }

  public long used(UserId user) {
    return quotas.used(user);
  }

  private final class MovingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }
}
