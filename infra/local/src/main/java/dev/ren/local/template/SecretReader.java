package dev.ren.local.template;

import dev.ren.local.template.StackModel.Secret;
import dev.ren.local.template.StackModel.SecretGenerator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a generated secret. */
final class SecretReader {
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final String DEFAULT_LENGTH = "32";
  private static final ResourceTypes.Properties UNDERSTOOD =
      new ResourceTypes.Properties(
          Set.of(
              "PasswordLength", "ExcludePunctuation", "GenerateStringKey", "SecretStringTemplate"),
          Set.of());

  private SecretReader() {}

  static Secret read(Stack stack, Stack.Resource resource) {
    TemplateNode rule = resource.properties().require("GenerateSecretString");
    UNDERSTOOD.check(rule);
    Intrinsics intrinsics = stack.intrinsics();
    Map<String, TemplateNode> parts = intrinsics.entries(rule);
    boolean plain = text(intrinsics, parts, "ExcludePunctuation", "false").equals("true");
    return new Secret(
        resource.logicalId(),
        LocalNames.secretArn(resource.logicalId()),
        new SecretGenerator(
            Integer.parseInt(text(intrinsics, parts, "PasswordLength", DEFAULT_LENGTH)),
            plain ? LETTERS_AND_DIGITS : LETTERS_AND_DIGITS + PUNCTUATION,
            Optional.ofNullable(parts.get("GenerateStringKey")).map(intrinsics::text),
            text(intrinsics, parts, "SecretStringTemplate", "{}")));
  }

  private static String text(
      Intrinsics intrinsics, Map<String, TemplateNode> parts, String name, String otherwise) {
    TemplateNode node = parts.get(name);
    return node == null ? otherwise : intrinsics.text(node);
  }
}
