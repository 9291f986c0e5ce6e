package dev.ren.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The functions' log: one JSON line per event. Only what is passed here is logged: never a body, a
 * token, a header or a query value.
 */
public final class Log {
  private static final Logger LOGGER = System.getLogger("dev.ren");

  private Log() {}

  /** Something that an operator should look at. */
  public static void fault(String what, String requestId, Throwable cause) {
    LOGGER.log(
        Level.ERROR,
        () ->
            Json.text(
                json -> {
                  json.writeStringField("event", what);
                  json.writeStringField("request_id", requestId);
                  json.writeStringField("correlation_id", Correlation.current());
                  json.writeStringField("cause", cause.getClass().getName());
                  json.writeStringField("at", placeOf(cause));
                }));
  }

  /** A call to AWS, with what AWS knows it by; for who looks for one request. */
  static void call(String service, String operation, String awsRequestId) {
    LOGGER.log(
        Level.DEBUG,
        () ->
            Json.text(
                json -> {
                  json.writeStringField("event", "aws_call");
                  json.writeStringField("correlation_id", Correlation.current());
                  json.writeStringField("service", service);
                  json.writeStringField("operation", operation);
                  json.writeStringField("aws_request_id", awsRequestId);
                }));
  }

  /** An invocation that was answered; for who looks for one request. */
  static void answered(String function, String requestId) {
    LOGGER.log(
        Level.DEBUG,
        () ->
            Json.text(
                json -> {
                  json.writeStringField("event", "answered");
                  json.writeStringField("correlation_id", Correlation.current());
                  json.writeStringField("function", function);
                  json.writeStringField("request_id", requestId);
                }));
  }

  /** Something that happens in normal work and helps to understand it. */
  public static void note(String what, String requestId, String value) {
    LOGGER.log(
        Level.INFO,
        () ->
            Json.text(
                json -> {
                  json.writeStringField("event", what);
                  json.writeStringField("request_id", requestId);
                  json.writeStringField("value", value);
                }));
  }

  /**
   * The first line of ours on the stack instead of the message: messages of parsers and clients can
   * quote what they were given.
   */
  private static String placeOf(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.ren.")) {
        return frame.toString();
      }
    }
    return "";
  }
}
