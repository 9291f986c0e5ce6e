package dev.ren.local.lambda;

import dev.ren.local.template.StackModel.Permission;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the function that this thread works for may do. A thread that the function starts inherits
 * it; a thread that no function started may do everything.
 */
final class Permissions {
  private static final InheritableThreadLocal<@Nullable Permissions> CURRENT =
      new InheritableThreadLocal<>();

  private final String functionId;
  private final List<Permission> allowed;

  Permissions(String functionId, List<Permission> allowed) {
    this.functionId = functionId;
    this.allowed = List.copyOf(allowed);
  }

  /** Those of the function that this thread works for. */
  static @Nullable Permissions current() {
    return CURRENT.get();
  }

  /** Binds this thread, which ends with the invocation, to the function. */
  void bind() {
    CURRENT.set(this);
  }

  String functionId() {
    return functionId;
  }

  /**
   * Whether a statement allows it.
   *
   * @param action such as {@code dynamodb:PutItem}
   * @param resource an ARN
   */
  boolean allow(String action, String resource) {
    return allowed.stream()
        .anyMatch(
            permission ->
                permission.actions().contains(action)
                    && permission.resources().stream()
                        .anyMatch(pattern -> matches(pattern, resource)));
  }

  private static boolean matches(String pattern, String resource) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return resource.matches(regex);
  }
}
