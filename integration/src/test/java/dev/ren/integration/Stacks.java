package dev.ren.integration;

import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Target} or the {@link OwnStack} that all of a run share; it starts when the
 * first test asks and ends with the run.
 */
public final class Stacks implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Stacks.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Target.class || type == OwnStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String url = System.getenv("REN_TARGET_URL");
    if (parameter.getParameter().getType() == OwnStack.class) {
      return own(context);
    }
    return url == null || url.isEmpty() ? own(context).target() : new Target(URI.create(url));
  }

  private static OwnStack own(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(OwnStack.class, type -> OwnStack.start(), OwnStack.class);
  }
}
