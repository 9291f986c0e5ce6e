package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.integration.badinput.Contract.Operation;
import dev.ren.integration.badinput.Contract.Parameter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Calls that must be refused, made of one that would succeed. */
final class BadCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mutations mutations;
  private final Map<String, String> forgedTokens;

  BadCalls(Contract contract, Map<String, String> forgedTokens) {
    this.mutations = new Mutations(contract);
    this.forgedTokens = forgedTokens;
  }

  /** By what is wrong with them. */
  Map<String, Call> of(Operation operation, Call good) throws IOException {
    Map<String, Call> bad = new LinkedHashMap<>();
    tokens(operation, good, bad);
    parameters(operation, good, bad);
    if (operation.body().isPresent()) {
      bodies(operation.body().get(), good, bad);
    }
    return bad;
  }

  private void tokens(Operation operation, Call good, Map<String, Call> bad) {
    if (operation.security().contains("refreshCookie")) {
      bad.put("without the cookie", good.cookie(Optional.empty()));
      bad.put("with an unknown cookie", good.cookie(Optional.of("ren_refresh=" + "A".repeat(64))));
      bad.put("with a broken cookie", good.cookie(Optional.of("ren_refresh=;;=\"")));
    } else if (!operation.security().isEmpty()) {
      bad.put("without a token", good.token(Optional.empty()));
      forgedTokens.forEach(
          (what, token) -> bad.put("with " + what, good.token(Optional.of(token))));
    }
  }

  private void parameters(Operation operation, Call good, Map<String, Call> bad) {
    for (Parameter parameter : operation.parameters()) {
      String name = parameter.name();
      boolean inPath = parameter.in().equals("path");
      if (parameter.required() && !inPath) {
        bad.put(name + " is missing", good.withoutQuery(name));
      }
      for (String value : new String[] {"!", "\u0000", "é", "A".repeat(5_000)}) {
        String what = name + " is " + value.substring(0, 1) + " × " + value.length();
        bad.put(what, inPath ? inPath(operation, good, name, value) : good.query(name, value));
      }
      if (parameter.schema().path("type").asText().equals("integer")) {
        for (String value : new String[] {"", "x", "-2", "1.5", "99999999999999999999"}) {
          Call broken = inPath ? inPath(operation, good, name, value) : good.query(name, value);
          bad.put(name + " is '" + value + "'", broken);
        }
      }
    }
  }

  private void bodies(JsonNode schema, Call good, Map<String, Call> bad) throws IOException {
    for (String text : Mutations.notJson()) {
      String shown = text.substring(0, Math.min(8, text.length()));
      bad.put("with the body '" + shown + "' (" + text.length() + ")", good.body(text));
    }
    ObjectNode body = (ObjectNode) JSON.readTree(good.body().orElseThrow());
    mutations
        .of(body, schema)
        .forEach((what, broken) -> bad.put(what, good.body(broken.toString())));
  }

  private static Call inPath(Operation operation, Call good, String name, String value) {
    String[] template = operation.path().split("/", -1);
    String[] path = good.path().split("/", -1);
    for (int i = 0; i < template.length; i++) {
      if (template[i].equals("{" + name + "}")) {
        path[i] = URLEncoder.encode(value, StandardCharsets.UTF_8);
      }
    }
    return good.path(String.join("/", path));
  }
}
