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
  /**
   * Names an emulator of AWS for the own stack's tables, files and secrets, as does the variable.
   */
  public static final String AWS_URL = "ren.aws.url";

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

  private static OwnStack start() {
    String aws = System.getProperty(AWS_URL, System.getenv("REN_AWS_URL"));
    return aws == null || aws.isEmpty() ? OwnStack.start() : OwnStack.on(URI.create(aws));
  }

  private static OwnStack own(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(OwnStack.class, type -> start(), OwnStack.class);
  }
}
