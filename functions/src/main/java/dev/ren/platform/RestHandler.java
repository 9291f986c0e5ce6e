package dev.ren.platform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The frame of every REST function: reads the proxy event, lets the handler answer, turns a {@link
 * Problem} into problem details and anything unexpected into {@code internal}. A stream handler, so
 * that no event class is filled by reflection at a cold start.
 */
public abstract class RestHandler implements RequestStreamHandler {

  /**
   * Parse, call the use case, answer.
   *
   * @throws Problem to refuse
   */
  protected abstract RestResponse handle(RestRequest request);

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context)
      throws IOException {
    out.write(answer(in, context).toEvent());
    Metrics.process()
        .drain(context.getFunctionName())
        .ifPresent(line -> context.getLogger().log(line + '\n'));
  }

  private RestResponse answer(InputStream in, Context context) {
    String requestId = context.getAwsRequestId();
    try {
      RestRequest request = RestRequest.of(Json.parse(in));
      return Correlation.under(
          () -> request.header(Correlation.HEADER),
          () -> {
            RestResponse response = handleOrRefuse(request);
            Log.answered(context.getFunctionName(), requestId);
            return response;
          });
    } catch (Problem problem) {
      return RestResponse.problem(problem, requestId);
    } catch (RuntimeException e) {
      return RestResponse.problem(Faults.toProblem(e, requestId), requestId);
    }
  }

  /** Inside of the correlation, so that a fault is logged with it. */
  private RestResponse handleOrRefuse(RestRequest request) {
    try {
      ProtocolVersion.require(request.header(ProtocolVersion.HEADER));
      return handle(request);
    } catch (Problem problem) {
      return RestResponse.problem(problem, request.requestId());
    } catch (RuntimeException e) {
      return RestResponse.problem(Faults.toProblem(e, request.requestId()), request.requestId());
    }
  }
}
