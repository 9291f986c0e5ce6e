package dev.ren.client.cli;

import dev.ren.client.NotLoggedIn;
import dev.ren.client.StateRefused;
import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.ProtocolException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a script can tell failures apart by; each comes with one line on standard error. */
enum ExitCode {
  OK(0),
  /** The server refused, or there is nothing of that name. */
  REFUSED(1),
  /** The command was called wrongly. */
  USAGE(2),
  NOT_LOGGED_IN(3),
  /** This client refused what the server gave: somebody may be tampering. */
  TAMPERED(4),
  UNREACHABLE(5);

  /** Refusals of the server's. */
  private static final Map<String, String> OF_SERVER =
      Map.ofEntries(
          Map.entry("wrong_credentials", "login or password is wrong"),
          Map.entry("login_taken", "this login is taken"),
          Map.entry("recovery_refused", "login or recovery key is wrong"),
          Map.entry("rate_limited", "too many tries: wait a while"),
          Map.entry("session_reused", "the session has ended: log in again"),
          Map.entry("unauthorized", "the session has ended: log in again"),
          Map.entry("chat_not_found", "there is no such chat"),
          Map.entry("file_too_large", "the file is larger than this server takes"),
          Map.entry("quota_exceeded", "there is no room left for your files"),
          Map.entry(ApiException.UNREACHABLE, "the server cannot be reached"));

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  int value() {
    return value;
  }

  static ExitCode of(Exception failure) {
    return switch (failure) {
      case NotLoggedIn none -> NOT_LOGGED_IN;
      case Failure own -> own.code();
      case ProtocolException refusal -> TAMPERED;
      case ApiException e when e.status() == 0 -> UNREACHABLE;
      default -> REFUSED;
    };
  }

  /** One line for a person. */
  static String sentence(Exception failure) {
    return switch (failure) {
      case NotLoggedIn none -> "not logged in: ./ren chat login LOGIN";
      case StateRefused refusal ->
          ofState(refusal.code()) + "; see ./ren chat help state (" + refusal.code().code() + ")";
      case ProtocolException refusal ->
          ofClient(refusal.code()) + " (" + refusal.code().code() + ")";
      case ApiException refusal -> ofServer(refusal);
      case UncheckedIOException io -> "the profile cannot be used: " + io.getMessage();
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static String ofServer(ApiException refusal) {
    String sentence = OF_SERVER.get(refusal.code());
    return sentence == null
        ? String.valueOf(refusal.getMessage())
        : sentence + " (" + refusal.code() + ")";
  }

  private static String ofState(ErrorCode code) {
    return code == ErrorCode.STATE_ROLLBACK
        ? ofClient(code)
        : "the account's sealed state was damaged or forged, and was not used";
  }

  private static String ofClient(ErrorCode code) {
    return switch (code) {
      case MALFORMED -> "the server's answer has a wrong form";
      case KDF_REFUSED -> "the server asks for another cost of the password than is allowed";
      case VAULT_REFUSED -> "the server returned keys that are not yours or were changed";
      case STATE_ROLLBACK -> "the server returned an older state than this client has seen";
      case STATE_FULL -> "the account remembers so many people's keys that no more fit";
      case IDENTITY_CHANGED -> "a key changed in a way that nobody signed; do not trust it";
      case IDENTITY_REFUSED, BAD_SIGNATURE -> "the server shows keys that cannot be right";
      case EPOCH_FORK -> "the server shows another history of this chat than the known one";
      case EPOCH_ROLLBACK -> "the server shows an older state of this chat than the known one";
      case EPOCH_REFUSED,
          COMMITMENT_MISMATCH,
          WRONG_EPOCH,
          UNKNOWN_SENDER,
          SEEN_MISMATCH,
          REPLAYED,
          REWRITTEN,
          GAP,
          UNDECRYPTABLE,
          OMITTED ->
          "the server shows this chat in a way that cannot be true";
      case FILE_TRUNCATED -> "the server keeps less of this file than was sent";
      case FILE_OVERLONG, MANIFEST_MISMATCH, CHUNK_REORDERED, CHUNK_TAMPERED ->
          "this file was changed on the server";
      case FILE_CHANGED -> "this file was changed while it was being sent";
    };
  }
}
