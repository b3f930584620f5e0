package dev.innerloop.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a chart, by their paths in templates. */
final class ChartValues {

  /** The description of each section, in output order. */
  private static final Map<String, String> SECTIONS = sections();

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("image", "Image of the app, pinned to its digest. Each export updates it.");
    sections.put("replicas", "Number of replicas. Default: the current number, initially 1.");
    sections.put("autoscaling", "Minimum and maximum number of replicas.");
    sections.put("schedule", "Schedule of the CronJob.");
    sections.put("host", "Host name under which the app is exposed.");
    sections.put("ingress", "Routing from the host to the app.");
    sections.put("resources", "Requests and limits of the container.");
    sections.put("env", "Environment variables.");
    sections.put("config", "Entries of ConfigMaps, by name of the ConfigMap.");
    sections.put("serviceAccount", "ServiceAccount of the pods, for example for cloud identities.");
    sections.put("storage", "Storage size, by name of the PersistentVolumeClaim.");
    return sections;
  }

  /**
   * Stores a value.
   *
   * @return the expression for templates: {@code .Values} and the path
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

  @SuppressWarnings("unchecked") // only this method creates the maps
  private static Map<String, @Nullable Object> child(
      Map<String, @Nullable Object> map, String name) {
    return (Map<String, @Nullable Object>)
        map.computeIfAbsent(name, it -> new LinkedHashMap<String, @Nullable Object>());
  }

  /** A section of the values with its description. */
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

  /** The host of the app, if it is known. */
  @Nullable Object host() {
    return values.get("host");
  }
}
