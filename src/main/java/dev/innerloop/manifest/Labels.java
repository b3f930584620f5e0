package dev.innerloop.manifest;

import dev.innerloop.project.App;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The labels that identify the resources of an app. */
public final class Labels {

  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";
  public static final String VERSION = "app.kubernetes.io/version";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String PART_OF = "app.kubernetes.io/part-of";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}, and our field manager. */
  public static final String MANAGER = "dev-maven-plugin";

  /** Labels that select resources and pods: users cannot set them. */
  static final Set<String> FIXED = Set.of(NAME, INSTANCE, MANAGED_BY);

  private static final int LONGEST = 63;
  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern EDGES = Pattern.compile("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$");

  private Labels() {}

  /** Selects all resources that this plugin applied for an app. */
  public static Map<String, String> ofAllOf(String app) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(INSTANCE, value(app));
    labels.put(MANAGED_BY, MANAGER);
    return labels;
  }

  /**
   * The selector of a Deployment is immutable, so it contains only the two labels that never
   * change.
   */
  public static Map<String, String> selector(String app) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(NAME, value(app));
    labels.put(INSTANCE, value(app));
    return labels;
  }

  static Map<String, String> of(App app) {
    Map<String, String> labels = selector(app.name());
    labels.put(VERSION, value(app.coordinates().version()));
    labels.put(COMPONENT, app.port() > 0 ? "web" : "worker");
    labels.put(PART_OF, value(app.coordinates().groupId()));
    labels.put(MANAGED_BY, MANAGER);
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  /** Converts any text to a valid label value, which may be empty. */
  static String value(String text) {
    String allowed = FOREIGN.matcher(text).replaceAll("-");
    String trimmed = EDGES.matcher(allowed).replaceAll("");
    return trimmed.length() <= LONGEST
        ? trimmed
        : EDGES.matcher(trimmed.substring(0, LONGEST)).replaceAll("");
  }
}
