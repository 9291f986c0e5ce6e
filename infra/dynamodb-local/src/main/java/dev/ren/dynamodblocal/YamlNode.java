package dev.ren.dynamodblocal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a YAML file. Tags such as {@code !Sub} are kept apart: only plain text is text. */
record YamlNode(Node node) {

  static YamlNode parse(String yaml) {
    return new Compose(LoadSettings.builder().build())
        .composeString(yaml)
        .map(YamlNode::new)
        .orElseThrow(() -> new IllegalArgumentException("the template is empty"));
  }

  Map<String, YamlNode> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected a mapping");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      entries.put(new YamlNode(entry.getKeyNode()).text(), new YamlNode(entry.getValueNode()));
    }
    return entries;
  }

  List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("expected a list");
    }
    return sequence.getValue().stream().map(YamlNode::new).toList();
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)
        || !scalar.getTag().getValue().startsWith("tag:yaml.org,")) {
      throw wrong("expected plain text");
    }
    return scalar.getValue();
  }

  Optional<YamlNode> find(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  YamlNode require(String key) {
    return find(key).orElseThrow(() -> wrong("expected " + key));
  }

  void refuseOthersThan(Set<String> understood, Set<String> withoutEffect) {
    entries()
        .forEach(
            (key, value) -> {
              if (!understood.contains(key) && !withoutEffect.contains(key)) {
                throw value.wrong("not understood: " + key);
              }
            });
  }

  private IllegalArgumentException wrong(String what) {
    String line = node.getStartMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
    return new IllegalArgumentException(line + what);
  }
}
