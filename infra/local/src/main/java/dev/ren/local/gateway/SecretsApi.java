package dev.ren.local.gateway;

import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Secrets Manager's {@code GetSecretValue} (AWS JSON 1.1), on the loopback only. */
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
    JsonObject asked;
    try (InputStream in = Content.Source.asInputStream(request)) {
      asked = Json.parse(new ByteArrayInputStream(in.readNBytes(MAX_BODY)));
    } catch (Problem malformed) {
      refuse(response, callback, "InvalidRequestException");
      return true;
    }
    String id = asked.string("SecretId");
    String stage = asked.has("VersionStage") ? asked.string("VersionStage") : "AWSCURRENT";
    List<SecretVault.Version> versions = vault.versions(id);
    int index = stage.equals("AWSPREVIOUS") ? 1 : 0;
    if (versions.size() <= index) {
      refuse(response, callback, "ResourceNotFoundException");
      return true;
    }
    SecretVault.Version version = versions.get(index);
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
    return true;
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
