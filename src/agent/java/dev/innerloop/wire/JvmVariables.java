package dev.innerloop.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The environment variables from which each JVM takes options. They are meant for the app. So the
 * supervisor's own JVM is started with them under other names, and passes them on.
 */
public final class JvmVariables {

  /** In the order in which a JVM reads them. */
  public static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));

  private static final String PREFIX = "DEV_APP_";

  private JvmVariables() {}

  /** The name under which a supervisor gets the value of one of them. */
  public static String passed(String name) {
    return PREFIX + name;
  }

  /** The options that an environment has. */
  public static List<String> options(Map<String, String> environment) {
    List<String> options = new ArrayList<>();
    for (String name : NAMES) {
      options.addAll(OptionWords.of(environment.getOrDefault(name, "")));
    }
    return options;
  }

  /** Whether an environment opens its JVM to a debugger; a JVM takes only one agent for that. */
  public static boolean hasDebugAgent(Map<String, String> environment) {
    return options(environment).stream().anyMatch(JvmAgents::isDebugAgent);
  }

  /** Removes what {@link #hasDebugAgent} finds; returns the names of the variables that had it. */
  public static List<String> removeDebugAgents(Map<String, String> environment) {
    List<String> changed = new ArrayList<>();
    for (String name : NAMES) {
      String value = environment.getOrDefault(name, "");
      String without = OptionWords.without(value, JvmAgents::isDebugAgent);
      if (!value.equals(without)) {
        environment.put(name, without.trim());
        changed.add(name);
      }
    }
    return changed;
  }

  /** Makes an environment one for a supervisor. */
  public static void pass(Map<String, String> environment) {
    for (String name : NAMES) {
      String value = environment.remove(name);
      if (value != null) {
        environment.put(passed(name), value);
      }
    }
  }

  /**
   * Makes a supervisor's environment one for the app. A variable that was not passed is the image's
   * own. One that is empty hides it, and a reference that Kubernetes did not replace is that to a
   * variable that no source has.
   */
  public static void restore(Map<String, String> environment) {
    for (String name : NAMES) {
      String value = environment.remove(passed(name));
      if (value != null && !value.equals("$(" + name + ")")) {
        environment.put(name, value);
      }
      if ("".equals(environment.get(name))) {
        environment.remove(name);
      }
    }
  }
}
