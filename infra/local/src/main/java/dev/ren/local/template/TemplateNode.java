package dev.ren.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a template file, which knows its line. */
record TemplateNode(Path file, Node node) {

  /** An intrinsic function, as {@code !Name argument} or as {@code Fn::Name: argument}. */
  record Call(String name, TemplateNode argument) {}

  private static final String PLAIN_TAGS = "tag:yaml.org,";

  static TemplateNode parse(Path file) throws IOException {
    try {
      return new Compose(LoadSettings.builder().setLabel(file.toString()).build())
          .composeString(Files.readString(file))
          .map(node -> new TemplateNode(file, node))
          .orElseThrow(() -> new TemplateException(file + ":1: the template is empty"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new TemplateException(file + ":" + line + ": not YAML: " + e.getProblem());
    }
  }

  /** The intrinsic function that stands here, if it is one. */
  Optional<Call> call() {
    String tag = node.getTag().getValue();
    if (!tag.startsWith(PLAIN_TAGS)) {
      return Optional.of(new Call(tag.substring(1), this));
    }
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      NodeTuple only = mapping.getValue().getFirst();
      if (only.getKeyNode() instanceof ScalarNode key) {
        String name = key.getValue();
        TemplateNode argument = new TemplateNode(file, only.getValueNode());
        if (name.startsWith("Fn::")) {
          return Optional.of(new Call(name.substring("Fn::".length()), argument));
        }
        if (name.equals("Ref")) {
          return Optional.of(new Call(name, argument));
        }
      }
    }
    return Optional.empty();
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** Keys and values in the order of the file. */
  Map<String, TemplateNode> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected a mapping");
    }
    Map<String, TemplateNode> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      TemplateNode value = new TemplateNode(file, entry.getValueNode());
      entries.put(new TemplateNode(file, entry.getKeyNode()).scalar(), value);
    }
    return entries;
  }

  List<TemplateNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("expected a list");
    }
    return sequence.getValue().stream().map(item -> new TemplateNode(file, item)).toList();
  }

  /** The text of a scalar, whatever its tag. */
  String scalar() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("expected a text");
    }
    return scalar.getValue();
  }

  Optional<TemplateNode> find(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  TemplateNode require(String key) {
    return find(key).orElseThrow(() -> wrong(key + " is missing"));
  }

  TemplateException wrong(String what) {
    String line = node.getStartMark().map(mark -> (mark.getLine() + 1) + ": ").orElse("1: ");
    return new TemplateException(file + ":" + line + what);
  }
}
