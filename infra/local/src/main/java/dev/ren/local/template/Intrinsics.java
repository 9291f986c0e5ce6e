package dev.ren.local.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates CloudFormation's intrinsic functions within a stack. */
final class Intrinsics {
  static final Set<String> KNOWN =
      Set.of(
          "Ref",
          "Sub",
          "GetAtt",
          "Join",
          "Select",
          "Split",
          "FindInMap",
          "If",
          "Equals",
          "And",
          "Or",
          "Not",
          "Condition");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final Scope scope;

  Intrinsics(Scope scope) {
    this.scope = scope;
  }

  /** Chooses the branches of {@code !If}; empty where that leaves {@code AWS::NoValue}. */
  Optional<TemplateNode> reduce(TemplateNode node) {
    Optional<TemplateNode.Call> call = node.call();
    if (call.isEmpty()) {
      return Optional.of(node);
    }
    String name = call.get().name();
    TemplateNode argument = call.get().argument();
    if (name.equals("Ref") && argument.scalar().equals("AWS::NoValue")) {
      return Optional.empty();
    }
    if (!name.equals("If")) {
      return Optional.of(node);
    }
    List<TemplateNode> parts = exactly(3, argument);
    boolean holds = scope.condition(parts.getFirst().scalar(), node);
    return reduce(parts.get(holds ? 1 : 2));
  }

  /** A mapping's entries with every {@code !If} decided. */
  Map<String, TemplateNode> entries(TemplateNode node) {
    Map<String, TemplateNode> entries = new LinkedHashMap<>();
    reduce(node)
        .ifPresent(
            mapping ->
                mapping
                    .entries()
                    .forEach((key, value) -> reduce(value).ifPresent(v -> entries.put(key, v))));
    return entries;
  }

  /** A list's items with every {@code !If} decided. */
  List<TemplateNode> items(TemplateNode node) {
    return reduce(node).stream()
        .flatMap(list -> list.items().stream())
        .flatMap(item -> reduce(item).stream())
        .toList();
  }

  /** The text that a value comes to. */
  String text(TemplateNode node) {
    TemplateNode reduced = reduce(node).orElseThrow(() -> node.wrong("a value is missing"));
    Optional<TemplateNode.Call> call = reduced.call();
    if (call.isEmpty()) {
      return reduced.scalar();
    }
    TemplateNode argument = call.get().argument();
    return switch (call.get().name()) {
      case "Ref" -> scope.ref(argument.scalar(), node);
      case "GetAtt" -> attribute(argument, node);
      case "Sub" -> substitute(argument, node);
      case "Join" -> join(argument);
      case "Select" -> select(argument);
      case "FindInMap" -> findInMap(argument, node);
      default -> throw node.wrong("!" + call.get().name() + " gives no text here");
    };
  }

  /** Whether a condition expression holds. */
  boolean holds(TemplateNode node) {
    TemplateNode.Call call =
        node.call()
            .or(() -> conditionKey(node))
            .orElseThrow(() -> node.wrong("expected a condition function"));
    TemplateNode argument = call.argument();
    return switch (call.name()) {
      case "Equals" -> {
        List<TemplateNode> sides = exactly(2, argument);
        yield text(sides.get(0)).equals(text(sides.get(1)));
      }
      case "And" -> argument.items().stream().allMatch(this::holds);
      case "Or" -> argument.items().stream().anyMatch(this::holds);
      case "Not" -> !holds(exactly(1, argument).getFirst());
      case "Condition" -> scope.condition(argument.scalar(), node);
      default -> throw node.wrong("!" + call.name() + " is no condition function");
    };
  }

  /** Inside conditions, {@code Condition: Name} is a function too. */
  private static Optional<TemplateNode.Call> conditionKey(TemplateNode node) {
    return node.isMapping() && node.entries().size() == 1
        ? node.find("Condition").map(name -> new TemplateNode.Call("Condition", name))
        : Optional.empty();
  }

  private String attribute(TemplateNode argument, TemplateNode at) {
    String path;
    if (argument.isList()) {
      path = String.join(".", argument.items().stream().map(TemplateNode::scalar).toList());
    } else {
      path = argument.scalar();
    }
    return attribute(path, at);
  }

  private String attribute(String path, TemplateNode at) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      throw at.wrong("!GetAtt needs Resource.Attribute, not " + path);
    }
    return scope.attribute(path.substring(0, dot), path.substring(dot + 1), at);
  }

  private String substitute(TemplateNode argument, TemplateNode at) {
    Map<String, String> own = new HashMap<>();
    String text;
    if (argument.isList()) {
      List<TemplateNode> parts = exactly(2, argument);
      text = parts.getFirst().scalar();
      parts.get(1).entries().forEach((name, value) -> own.put(name, text(value)));
    } else {
      text = argument.scalar();
    }
    Matcher variables = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (variables.find()) {
      String name = variables.group(2);
      String value = variables.group(1).equals("!") ? "${" + name + "}" : variable(name, own, at);
      variables.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return variables.appendTail(result).toString();
  }

  private String variable(String name, Map<String, String> own, TemplateNode at) {
    String value = own.get(name);
    if (value != null) {
      return value;
    }
    // A function's alias is written Function.Alias, but is a Ref of SAM's, no attribute.
    return name.contains(".") && !name.endsWith(".Alias")
        ? attribute(name, at)
        : scope.ref(name, at);
  }

  private String join(TemplateNode argument) {
    List<TemplateNode> parts = exactly(2, argument);
    return String.join(parts.getFirst().scalar(), texts(parts.get(1)));
  }

  private String select(TemplateNode argument) {
    List<TemplateNode> parts = exactly(2, argument);
    List<String> texts = texts(parts.get(1));
    int index = Integer.parseInt(text(parts.getFirst()));
    if (index < 0 || index >= texts.size()) {
      throw argument.wrong("!Select " + index + " of " + texts.size());
    }
    return texts.get(index);
  }

  private List<String> texts(TemplateNode node) {
    Optional<TemplateNode.Call> split = node.call().filter(call -> call.name().equals("Split"));
    if (split.isPresent()) {
      List<TemplateNode> parts = exactly(2, split.get().argument());
      return List.of(text(parts.get(1)).split(Pattern.quote(parts.getFirst().scalar()), -1));
    }
    List<String> texts = new ArrayList<>();
    items(node).forEach(item -> texts.add(text(item)));
    return texts;
  }

  private String findInMap(TemplateNode argument, TemplateNode at) {
    List<String> keys = exactly(3, argument).stream().map(this::text).toList();
    return text(scope.mapping(keys.get(0), keys.get(1), keys.get(2), at));
  }

  private static List<TemplateNode> exactly(int count, TemplateNode argument) {
    List<TemplateNode> items = argument.items();
    if (items.size() != count) {
      throw argument.wrong("expected " + count + " arguments, found " + items.size());
    }
    return items;
  }
}
