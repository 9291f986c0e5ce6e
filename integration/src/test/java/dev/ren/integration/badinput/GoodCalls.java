package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.Unlocked;
import dev.ren.client.api.AccountApi;
import dev.ren.client.api.ChatApi;
import dev.ren.client.api.FileApi;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.Credential;
import dev.ren.client.protocol.Ecdsa;
import dev.ren.client.protocol.EpochRecord;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.Identity;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.PasswordKeys;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SeenPointer;
import dev.ren.client.protocol.Slot;
import dev.ren.client.protocol.State;
import dev.ren.client.protocol.Vault;
import dev.ren.integration.Person;
import dev.ren.integration.Target;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;

/** One call of every endpoint that would succeed, ready to be sent and not sent yet. */
final class GoodCalls {
  private final RandomSource random = RandomSource.of(new SecureRandom());
  private final Clock clock = Clock.systemUTC();
  private final Target target;
  private final AccountApi accounts;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Person anna;
  private final Person boris;
  private final Person clara;
  private final ChatId chat;
  private final String registrationToken;

  GoodCalls(Target target) throws IOException {
    this.target = target;
    this.accounts = new AccountApi(target.http());
    this.anna = Person.register(target, "anna");
    this.boris = Person.register(target, "boris");
    this.clara = Person.register(target, "clara");
    this.chat = anna.client().chatWith(boris.login()).orElseThrow();
    anna.client().send(chat, "one message");
    this.registrationToken = accountCalls();
    userCalls();
    chatCalls();
    fileCalls();
  }

  /** By operation id; in an order in which all of them succeed one after the other. */
  Map<String, Call> all() {
    return calls;
  }

  /** The call of an operation. */
  Call of(String operationId) {
    return Objects.requireNonNull(calls.get(operationId), operationId);
  }

  /** Somebody who is in a chat with Boris. */
  Person anna() {
    return anna;
  }

  /** Somebody who is in no chat. */
  Person clara() {
    return clara;
  }

  ChatId chat() {
    return chat;
  }

  /** A token that is good for register_step2 and for nothing else. */
  String registrationToken() {
    return registrationToken;
  }

  /** A message that would be accepted, as the socket takes it too. */
  ObjectNode message() {
    EpochRecord epoch = epoch();
    return Messages.seal(anna, epoch, wrapOf(anna), new SeenPointer(0, epoch.hash()));
  }

  private String accountCalls() {
    Login dora = new Login("dora_" + Person.unique());
    calls.put(
        "getLoginParameters", Call.open("GET", "/login/parameters").query("login", dora.value()));
    Kdf kdf = accounts.loginParameters(dora);
    PasswordKeys doras = PasswordKeys.derive("the password of dora", dora, kdf);
    ObjectNode step1 =
        JsonFields.object()
            .put("login", "emil_" + Person.unique())
            .put("userName", "Emil")
            .put("password", doras.authKey().toBase64Url());
    step1.set("kdf", Wire.write(kdf));
    calls.put("registerStep1", Call.open("POST", "/register_step1").body(step1.toString()));

    AccountApi.Reservation held = accounts.registerStep1(dora, "Dora", doras.authKey(), kdf);
    calls.put(
        "registerStep2",
        Call.post("/register_step2", held.token(), registration(dora, doras, kdf, held)));

    PasswordKeys annas = passwordKeys(anna);
    calls.put(
        "login",
        Call.open("POST", "/login")
            .body(
                JsonFields.object()
                    .put("login", anna.login().value())
                    .put("password", annas.authKey().toBase64Url())
                    .put("device", "a test")
                    .toString()));
    String cookie =
        "ren_refresh="
            + accounts.login(boris.login(), passwordKeys(boris).authKey(), "x").refresh().value();
    calls.put("refresh", Call.open("POST", "/refresh").body("{}").cookie(Optional.of(cookie)));
    calls.put("verifyToken", Call.get("/auth/verify", anna.token()));
    calls.put("listSessions", Call.get("/user/sessions", anna.token()));
    calls.put("getState", Call.get("/user/state", anna.token()));
    calls.put("putState", putState());
    calls.put(
        "newRecoveryHalf",
        Call.post(
            "/recovery_half",
            clara.token(),
            JsonFields.object()
                .put("current_password", passwordKeys(clara).authKey().toBase64Url())));
    calls.put(
        "recoverAccount",
        Call.open("POST", "/recover_account_by_access_key")
            .body(
                JsonFields.object()
                    .put("login", clara.login().value())
                    .put("accessKey", clara.recoveryKey().server().toBase64Url())
                    .toString()));
    calls.put("updatePasswordAndKeys", passwordChange(clara));
    calls.put(
        "logout",
        Call.post(
            "/logout",
            boris.freshDevice().accessToken(),
            JsonFields.object().put("everywhere", false)));
    return held.token();
  }

  private Call putState() {
    Sealed stored = accounts.state(clara.token());
    Unlocked account = clara.client().account();
    Sealed next = State.empty().seal(random, account.vaultKey(), clara.id(), stored.rev() + 1);
    ByteString signature = Ecdsa.sign(account.keys().signing(), State.record(clara.id(), next));
    return Call.post(
            "/user/state",
            clara.token(),
            Wire.write(next).put("signature", signature.toBase64Url()))
        .method("PUT");
  }

  private Call passwordChange(Person person) {
    Unlocked account = person.client().account();
    Kdf kdf = accounts.loginParameters(person.login());
    PasswordKeys changed = PasswordKeys.derive("a changed password", person.login(), kdf);
    long rev = account.rev() + 1;
    Sealed slot =
        Slot.PASSWORD.seal(random, changed.wrapKey(), person.id(), rev, account.vaultKey());
    Credential credential =
        new Credential(
            person.id(),
            rev,
            changed.authKey(),
            kdf,
            account.vault().bytes(),
            slot.bytes(),
            account.recoverySlot().bytes(),
            account.keys().fingerprint());
    ObjectNode body =
        JsonFields.object()
            .put("rev", rev)
            .put("current_password", passwordKeys(person).authKey().toBase64Url())
            .put("password", changed.authKey().toBase64Url())
            .put("cred_signature", credential.sign(account.keys().signing()).toBase64Url());
    body.set("kdf", Wire.write(kdf));
    body.set("password_slot", Wire.write(slot));
    return Call.post("/update_password_and_keys", person.token(), body);
  }

  private ObjectNode registration(
      Login login, PasswordKeys passwordKeys, Kdf kdf, AccountApi.Reservation held) {
    RecoveryKey recovery = RecoveryKey.create(random, held.accessKey());
    AccountKeys keys = AccountKeys.create(random, held.user(), login);
    ByteString vaultKey = Vault.newKey(random);
    Sealed vault = Vault.seal(random, vaultKey, keys, 1);
    Sealed slot1 = Slot.PASSWORD.seal(random, passwordKeys.wrapKey(), held.user(), 1, vaultKey);
    Sealed slot2 = Slot.RECOVERY.seal(random, recovery.wrapKey(login), held.user(), 1, vaultKey);
    Credential credential =
        new Credential(
            held.user(),
            1,
            passwordKeys.authKey(),
            kdf,
            vault.bytes(),
            slot1.bytes(),
            slot2.bytes(),
            keys.fingerprint());
    ObjectNode body = JsonFields.object();
    body.set("identity", Wire.write(keys.identity()));
    body.set("vault", Wire.write(vault));
    body.set("password_slot", Wire.write(slot1));
    body.set("recovery_slot", Wire.write(slot2));
    body.set("state", Wire.write(State.empty().seal(random, vaultKey, held.user(), 1)));
    return body.put("cred_signature", credential.sign(keys.signing()).toBase64Url());
  }

  private void userCalls() throws IOException {
    calls.put("getUser", Call.get("/user", anna.token()));
    calls.put(
        "updateName",
        Call.post(
            "/user/update/name", anna.token(), JsonFields.object().put("userName", "Anna B.")));
    calls.put(
        "updateAvatar",
        Call.post(
            "/user/update/avatar", anna.token(), JsonFields.object().put("image", picture())));
    calls.put("getAvatar", Call.get("/user/avatar/" + anna.login(), boris.token()));
    calls.put(
        "searchUsers",
        Call.get("/user/search", anna.token()).query("q", boris.login().value().substring(0, 5)));
    calls.put(
        "getIdentity",
        Call.get("/user/" + boris.id() + "/identity", anna.token()).query("from", "0"));
  }

  private void chatCalls() {
    String path = "/chat/" + chat.value();
    Identity clarasIdentity = clara.client().account().keys().identity().identity();
    AccountKeys annas = anna.client().account().keys();
    NewEpoch first = NewEpoch.first(random, clock, annas, clarasIdentity);
    calls.put("listChats", Call.get("/user/chats", anna.token()));
    calls.put(
        "createChat",
        Call.post(
            "/chat/create",
            anna.token(),
            Wire.write(first).put("chat_id", first.epoch().record().chat().value())));
    calls.put("listEpochs", Call.get(path + "/epochs", anna.token()).query("from", "0"));
    calls.put(
        "listMessages",
        Call.get(path + "/messages", anna.token()).query("after", "0").query("limit", "10"));
    calls.put("sendMessage", Call.post("/chat/massage", anna.token(), message()));
    calls.put(
        "markRead", Call.post(path + "/read", anna.token(), JsonFields.object().put("id", 1)));
    Identity borisIdentity = boris.client().account().keys().identity().identity();
    EpochRecord epoch = epoch();
    NewEpoch next =
        NewEpoch.next(
            random,
            clock,
            annas,
            epoch,
            List.of(annas.identity().identity(), borisIdentity),
            new SeenPointer(0, epoch.hash()));
    calls.put(
        "renewEpoch", Call.post(path + "/epochs", anna.token(), Wire.write(next).put("after", 1)));
  }

  private void fileCalls() throws IOException {
    FileCalls files = new FileCalls(target, random, anna, chat);
    Path large = Files.createTempFile("ren-good", ".bin");
    try {
      Files.write(large, new byte[100_000]);
      anna.client().files().send(chat, List.of(large), Optional.empty());
    } finally {
      Files.delete(large);
    }
    LogItem.Message message = (LogItem.Message) anna.client().history(chat, 1).getLast();
    FileReference file = ((Body.Files) message.body()).files().getFirst();
    ByteString id = ((FileReference.Stored) file).secret().id();
    calls.putAll(files.uploads());
    calls.putAll(files.downloads(FileApi.Path.of(chat, message.clientId(), id)));
    calls.put("removeMessage", files.removal(message));
  }

  private EpochRecord epoch() {
    return epochs(anna).getFirst().signed().record();
  }

  private ByteString wrapOf(Person person) {
    return epochs(person).getFirst().wrap().orElseThrow();
  }

  private List<ChatApi.EpochInfo> epochs(Person person) {
    return new ChatApi(target.http()).epochs(person.token(), chat, 0).epochs();
  }

  private PasswordKeys passwordKeys(Person person) {
    return PasswordKeys.derive(
        person.password(), person.login(), accounts.loginParameters(person.login()));
  }

  private static String picture() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
    return ByteString.of(out.toByteArray()).toBase64Url();
  }
}
