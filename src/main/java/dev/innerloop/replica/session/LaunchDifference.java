package dev.innerloop.replica.session;

import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between two ways to start an app, in its user's words. */
final class LaunchDifference {

  private static final int MOST_NAMED = 3;

  /** A jar as Maven names it: its version is the first part that begins with a digit. */
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

  private final Launch older;
  private final Launch newer;

  LaunchDifference(Launch older, Launch newer) {
    this.older = older;
    this.newer = newer;
  }

  /** As the reason of a restart. */
  String description() {
    List<String> words = new ArrayList<>();
    if (older.isDebugged() != newer.isDebugged()) {
      words.add(newer.isDebugged() ? "debugging begins" : "debugging ends");
    }
    if (!older.mainClass().equals(newer.mainClass())) {
      words.add("main class " + older.mainClass() + " → " + newer.mainClass());
    }
    if (!older.classPath().equals(newer.classPath())) {
      words.add(classPath());
    }
    if (!older.arguments().equals(newer.arguments())) {
      words.add("arguments of main changed"); // they are not shown: one may be secret after all
    }
    if (!older.environment().equals(newer.environment())) {
      words.add(environment());
    }
    if (older.port() != newer.port()) {
      words.add("port " + older.port() + " → " + newer.port());
    }
    if (older.reload() != newer.reload()) {
      words.add(
          "dev.reload "
              + older.reload().name().toLowerCase(Locale.ROOT)
              + " → "
              + newer.reload().name().toLowerCase(Locale.ROOT));
    }
    if (words.isEmpty() && older.layout() != newer.layout()) {
      words.add(
          newer.layout() == ClassPathLayout.ONE
              ? "one class loader for the app and its libraries"
              : "a class loader for the app alone");
    }
    return words.isEmpty() ? "launch options changed" : String.join(", ", words);
  }

  /** Names only: values may be secret. */
  private String environment() {
    if (older.environment().isEmpty()) {
      return "environment as the project has it"; // the former one is unknown
    }
    SortedSet<String> names = new TreeSet<>();
    Map<String, String> before = older.environment().variables();
    Map<String, String> after = newer.environment().variables();
    names.addAll(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return (names.size() == 1 ? "environment variable " : "environment variables ")
        + some(List.copyOf(names))
        + " changed";
  }

  private String classPath() {
    Map<String, String> before = entries(older.classPath(), newer.classPath());
    Map<String, String> after = entries(newer.classPath(), older.classPath());
    List<String> changes = new ArrayList<>();
    after.forEach((name, version) -> changes.add(changed(name, before.remove(name), version)));
    before.keySet().forEach(name -> changes.add(name + " removed"));
    if (changes.isEmpty()) {
      return "order of the class path changed";
    }
    return (changes.size() == 1 ? "dependency " : "dependencies ") + some(changes);
  }

  private static String some(List<String> all) {
    String named = String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())));
    return all.size() > MOST_NAMED ? named + " and " + (all.size() - MOST_NAMED) + " more" : named;
  }

  private static String changed(String name, @Nullable String before, String after) {
    if (before == null) {
      return (name + " " + after).strip() + " added";
    }
    return name + " " + before + " → " + after;
  }

  /** Name to version of those entries that the other class path lacks. */
  private static Map<String, String> entries(List<String> classPath, Collection<String> other) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String path : classPath) {
      if (!other.contains(path)) {
        Matcher jar = JAR.matcher(name(path));
        boolean versioned = jar.matches();
        entries.put(versioned ? jar.group(1) : name(path), versioned ? jar.group(2) : "");
      }
    }
    return entries;
  }

  private static String name(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1);
  }
}
