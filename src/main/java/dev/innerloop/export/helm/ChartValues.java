package dev.innerloop.export.helm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a chart, by the paths that its templates use. */
final class ChartValues {

  /** What each is for, in the order in which they are written. */
  private static final Map<String, String> SECTIONS = sections();

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("image", "What runs, bound to its very content; each export renews it.");
    sections.put(
        "replicas", "How many pods. Without a number: as many as there are, at first one.");
    sections.put("autoscaling", "How many pods there are at least and at most.");
    sections.put("schedule", "When it runs.");
    sections.put("host", "By which the app is reached from outside.");
    sections.put("ingress", "What leads from the host to the app.");
    sections.put("resources", "What the container gets of its node.");
    sections.put("env", "Environment variables.");
    sections.put("config", "The entries of ConfigMaps, by the name of the ConfigMap.");
    sections.put("serviceAccount", "As whom the pods act, for instance for a cloud provider.");
    sections.put("storage", "How much storage, by the name of the claim.");
    return sections;
  }

  /**
   * Keeps a value.
   *
   * @return what templates write for it: {@code .Values} and the path
   */
  String put(@Nullable Object value, String... path) {
    Map<String, @Nullable Object> map = values;
    StringBuilder expression = new StringBuilder(".Values");
    boolean indexed = false;
    for (int i = 0; i < path.length; i++) {
      if (IDENTIFIER.matcher(path[i]).matches() && !indexed) {
        expression.append('.').append(path[i]);
      } else if (indexed) {
        expression.append(" \"").append(path[i]).append('"');
      } else {
        expression.insert(0, "(index ").append(" \"").append(path[i]).append('"');
        indexed = true;
      }
      if (i == path.length - 1) {
        map.put(path[i], value);
      } else {
        map = child(map, path[i]);
      }
    }
    return expression.append(indexed ? ")" : "").toString();
  }

  @SuppressWarnings("unchecked") // only this method makes maps here
  private static Map<String, @Nullable Object> child(
      Map<String, @Nullable Object> map, String name) {
    return (Map<String, @Nullable Object>)
        map.computeIfAbsent(name, it -> new LinkedHashMap<String, @Nullable Object>());
  }

  /** A part of them, with what it is for. */
  record Section(String comment, Map<String, @Nullable Object> values) {
    Section {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  List<Section> all() {
    List<Section> all = new ArrayList<>();
    SECTIONS.forEach(
        (name, comment) -> {
          if (values.containsKey(name)) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put(name, values.get(name));
            all.add(new Section(comment, one));
          }
        });
    return all;
  }

  /** The host of the app, once it is known. */
  @Nullable Object host() {
    return values.get("host");
  }
}
