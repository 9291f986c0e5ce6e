package dev.ren.local.lambda;

import dev.ren.local.template.StackModel;
import java.io.Serial;

/** A function of the template that cannot be mounted. */
public final class MountException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  MountException(StackModel.Function function, String why, Throwable cause) {
    super(
        function.logicalId() + ": " + function.handlerClass() + " cannot be mounted: " + why,
        cause);
  }
}
