package dev.ren.local.gateway;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets only this process's functions through. The loopback is open to every user of the machine
 * and, by a name that points at it, to every page in a browser; behind this are the stack's
 * secrets.
 */
final class InnerSecurity extends Handler.Wrapper {
  private final InnerCredential credential;

  InnerSecurity(InnerCredential credential, Handler next) {
    super(next);
    this.credential = credential;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    boolean refused =
        !Security.isLocal(request.getHttpURI().getHost())
            || request.getHeaders().contains(HttpHeader.ORIGIN)
            || authorization == null
            || !credential.isNamedBy(authorization);
    if (refused) {
      Response.writeError(request, response, callback, 403);
      return true;
    }
    return super.handle(request, response, callback);
  }
}
