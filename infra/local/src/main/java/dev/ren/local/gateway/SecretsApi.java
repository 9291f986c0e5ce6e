package dev.ren.local.gateway;

import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Secrets Manager's {@code GetSecretValue} (AWS JSON 1.1), behind {@link InnerSecurity}. */
final class SecretsApi extends Handler.Abstract {
  private static final int MAX_BODY = 64 * 1024;

  private final SecretVault vault;

  SecretsApi(SecretVault vault) {
    this.vault = vault;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.1");
    if (!"secretsmanager.GetSecretValue".equals(request.getHeaders().get("X-Amz-Target"))) {
      refuse(response, callback, "InvalidRequestException");
      return true;
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      JsonObject asked = Json.parse(new ByteArrayInputStream(in.readNBytes(MAX_BODY)));
      answer(response, callback, asked.string("SecretId"), stage(asked));
    } catch (Problem malformed) {
      refuse(response, callback, "InvalidParameterException");
    }
    return true;
  }

  private static String stage(JsonObject asked) {
    String stage = asked.stringOrNull("VersionStage");
    return stage == null ? "AWSCURRENT" : stage;
  }

  private void answer(Response response, Callback callback, String id, String stage) {
    Optional<SecretVault.Version> found = vault.version(id, stage);
    if (found.isEmpty()) {
      refuse(response, callback, "ResourceNotFoundException");
      return;
    }
    SecretVault.Version version = found.get();
    byte[] body =
        Json.object(
            json -> {
              json.writeStringField("ARN", id);
              json.writeStringField("Name", id);
              json.writeStringField("VersionId", version.id());
              json.writeStringField("SecretString", version.value());
              json.writeArrayFieldStart("VersionStages");
              json.writeString(stage);
              json.writeEndArray();
            });
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static void refuse(Response response, Callback callback, String type) {
    response.setStatus(400);
    byte[] body =
        Json.object(
            json -> {
              json.writeStringField("__type", type);
              json.writeStringField("Message", type);
            });
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
