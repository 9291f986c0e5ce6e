package dev.ren.local;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.MountedFunction;
import dev.ren.local.template.StackModel;
import java.util.HashMap;
import java.util.Map;

/** Mounts every function of a template. */
final class Functions {
  private Functions() {}

  static Map<String, Invocable> mount(StackModel model, LocalVariables local) {
    Map<String, Invocable> mounted = new HashMap<>();
    for (StackModel.Function function : model.functions().values()) {
      mounted.put(
          function.logicalId(), MountedFunction.mount(function, variables(function, model, local)));
    }
    return mounted;
  }

  static Map<String, String> variables(
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
