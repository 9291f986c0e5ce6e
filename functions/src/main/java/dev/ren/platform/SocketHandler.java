package dev.ren.platform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frame of every WebSocket function. The reply is the function's return value, which the route
 * response carries to the caller: one invocation, no call to {@code @connections}. A refusal is an
 * {@code error} event, never a failed invocation: the gateway would send its own text instead.
 */
public abstract class SocketHandler implements RequestStreamHandler {

  /**
   * Parse, call the use case, answer.
   *
   * @throws Problem to refuse
   */
  protected abstract SocketReply handle(SocketEvent event);

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context)
      throws IOException {
    out.write(toEvent(answer(in, context)));
    Metrics.process()
        .drain(context.getFunctionName())
        .ifPresent(line -> context.getLogger().log(line + '\n'));
  }

  private SocketReply answer(InputStream in, Context context) {
    try {
      SocketEvent event = SocketEvent.of(Json.parse(in));
      return Correlation.under(
          () -> field(event, Correlation.FIELD),
          () -> {
            SocketReply reply = handleOrRefuse(event);
            Log.answered(context.getFunctionName(), context.getAwsRequestId());
            return reply;
          });
    } catch (Problem problem) {
      return error(problem, null);
    } catch (RuntimeException e) {
      return error(Faults.toProblem(e, context.getAwsRequestId()), null);
    }
  }

  /** Inside of the correlation, so that a fault is logged with it. */
  private SocketReply handleOrRefuse(SocketEvent event) {
    try {
      return handle(event);
    } catch (Problem problem) {
      return error(problem, event);
    } catch (RuntimeException e) {
      return error(Faults.toProblem(e, event.requestId()), event);
    }
  }

  private static SocketReply error(Problem problem, @Nullable SocketEvent event) {
    if (event != null && event.routeKey().equals("$connect")) {
      return new SocketReply.Handshake(problem.code().status(), Map.of());
    }
    return SocketReply.of(
        json -> {
          json.writeStringField("type", "error");
          json.writeStringField("code", problem.code().wireName());
          json.writeStringField("detail", problem.detail());
          if (event != null) {
            echo(event, "client_id", json);
            echo(event, "chat_id", json);
            echo(event, Correlation.FIELD, json);
          }
        });
  }

  /** Says which request was refused, where the request itself can be read. */
  private static void echo(SocketEvent event, String field, JsonGenerator json) throws IOException {
    String value = field(event, field);
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static @Nullable String field(SocketEvent event, String field) {
    try {
      JsonObject body = event.json();
      return body.has(field) ? body.string(field, 64) : null;
    } catch (Problem unreadable) {
      return null;
    }
  }

  private static byte[] toEvent(SocketReply reply) {
    return Json.object(
        json -> {
          switch (reply) {
            case SocketReply.Text text -> {
              json.writeNumberField("statusCode", 200);
              json.writeStringField("body", text.json());
            }
            case SocketReply.Silent silent -> json.writeNumberField("statusCode", 200);
            case SocketReply.Handshake handshake -> {
              json.writeNumberField("statusCode", handshake.status());
              json.writeObjectFieldStart("headers");
              for (var header : handshake.headers().entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
              }
              json.writeEndObject();
            }
          }
        });
  }
}
