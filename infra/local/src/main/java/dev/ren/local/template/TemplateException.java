package dev.ren.local.template;

import java.io.Serial;

/** Something in a template that cannot be mounted. The message begins with {@code file:line:}. */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
