package dev.innerloop.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that dev mode adds to the app's JVM: flags, so that it starts fast, and properties of
 * its framework. They yield to those that the app has in its environment.
 */
public final class OwnJvmOptions {

  private static final String SERIAL = "-XX:+UseSerialGC";

  /**
   * Caches of libraries hold former runs of the app softly. What is so held is kept for a second
   * for each megabyte that the heap could still grow by: for an hour and more on this machine.
   */
  private static final String FORGET_FORMER_RUNS = "-XX:SoftRefLRUPolicyMSPerMB=1";

  /** A JVM that lives for minutes is better off starting fast than peaking late. */
  private static final List<String> FLAGS =
      Collections.unmodifiableList(
          Arrays.asList("-XX:TieredStopAtLevel=1", SERIAL, FORGET_FORMER_RUNS));

  private static final Pattern FLAG = Pattern.compile("-XX:[+-]?(\\w+)(=.*)?");
  private static final Pattern COLLECTOR = Pattern.compile("Use\\w+GC");

  private OwnJvmOptions() {}

  /**
   * The options for a JVM: properties, then flags. The last flag is always there, and marks their
   * end.
   *
   * @param properties for the framework
   * @param given options of the user's, which follow on its command line
   */
  public static List<String> beside(List<String> properties, List<String> given) {
    List<String> options = new ArrayList<>(properties);
    options.addAll(FLAGS);
    for (String option : given) {
      if (isCollector(name(option))) {
        options.remove(SERIAL); // two collectors are refused
      }
    }
    return options;
  }

  /**
   * The options of a JVM without those of ours that contradict others.
   *
   * @param set the names of flags that the environment sets
   * @param environment the options of the environment, those in its files included
   */
  public static List<String> yielding(
      List<String> options, Set<String> set, List<String> environment) {
    List<String> left = new ArrayList<>(options);
    left.subList(0, options.indexOf(FORGET_FORMER_RUNS) + 1)
        .removeIf(
            own ->
                own.startsWith("-D")
                    ? setsProperty(environment, own)
                    : set.contains(name(own)) || (own.equals(SERIAL) && hasCollector(set)));
    return left;
  }

  /** Whether options set the property that an option sets. */
  public static boolean setsProperty(List<String> options, String option) {
    String property = option.substring(0, option.indexOf('='));
    for (String other : options) {
      if (other.equals(property) || other.startsWith(property + "=")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasCollector(Collection<String> flags) {
    for (String flag : flags) {
      if (isCollector(flag)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCollector(String flag) {
    return COLLECTOR.matcher(flag).matches();
  }

  /** The name of a flag, or the option itself if it is none. */
  private static String name(String option) {
    Matcher flag = FLAG.matcher(option);
    return flag.matches() ? flag.group(1) : option;
  }
}
