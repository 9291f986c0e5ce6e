package dev.ren.local;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.MountedFunction;
import dev.ren.local.template.StackModel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Mounts every function of a template. */
final class Functions {
  private Functions() {}

  static Map<String, Invocable> mount(
      StackModel model, Map<String, Map<String, String>> variables, Predicate<String> metrics) {
    Map<String, Invocable> mounted = new HashMap<>();
    model
        .functions()
        .forEach(
            (id, function) ->
                mounted.put(
                    id,
                    MountedFunction.mount(
                        function, variables.getOrDefault(id, Map.of()), metrics)));
    return mounted;
  }

  /** Every function's environment, by logical id. */
  static Map<String, Map<String, String>> variables(StackModel model, LocalVariables local) {
    Map<String, Map<String, String>> all = new HashMap<>();
    model
        .functions()
        .forEach((id, function) -> all.put(id, Map.copyOf(variables(function, model, local))));
    return Map.copyOf(all);
  }

  private static Map<String, String> variables(
      StackModel.Function function, StackModel model, LocalVariables local) {
    Map<String, String> variables = new HashMap<>(function.environment());
    // The one address that the template can only name as AWS forms it.
    model
        .socket()
        .ifPresent(
            api ->
                variables.replaceAll(
                    (name, value) ->
                        value.equals(api.managementEndpoint())
                            ? local.innerUrl() + "/" + api.stage()
                            : value));
    variables.putAll(local.values());
    return variables;
  }
}
