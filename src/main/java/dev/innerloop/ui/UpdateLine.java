package dev.innerloop.ui;

import dev.innerloop.event.Event.Update;
import java.util.List;
import java.util.stream.Collectors;

/** An update as one line: what was done to the app, how long it took, and why. */
final class UpdateLine {

  private static final int SHOWN = 3;

  private UpdateLine() {}

  static String of(Update update) {
    long millis = update.millis().getOrDefault("total", 0L);
    return update.app()
        + ": "
        + done(update)
        + " in "
        + duration(millis)
        + detail(update)
        + on(update.replicas().size());
  }

  private static String done(Update update) {
    return switch (update.strategy()) {
      case "redefine" -> "redefined " + count(classes(update.files()).size(), "class", "classes");
      case "resource" -> "copied " + some(names(update.files()), update.files().size());
      case "restart" -> "restarted";
      case "jvm" -> "new JVM";
      case "rollout" -> "rolled out";
      default ->
          update.replicas().isEmpty() ? "applied to the cluster" : "delivered, nothing to reload";
    };
  }

  /** In parentheses: the classes of a redefinition, else the reason. */
  private static String detail(Update update) {
    List<String> classes = classes(update.files());
    String detail =
        switch (update.strategy()) {
          case "redefine" -> some(classes, classes.size());
          case "resource" -> "";
          default -> update.reason();
        };
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }

  private static List<String> classes(List<String> files) {
    return names(files).stream()
        .filter(name -> name.endsWith(".class"))
        .map(name -> name.substring(0, name.length() - ".class".length()).replace('$', '.'))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .toList();
  }

  /** Paths as the app has them: without the directory of the workspace. */
  private static List<String> names(List<String> files) {
    return files.stream()
        .map(path -> path.replaceFirst("^(classes|lib|work|modules/[^/]+)/", ""))
        .toList();
  }

  private static String some(List<String> names, int count) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return count > SHOWN ? shown + " and " + (count - SHOWN) + " more" : shown;
  }

  private static String on(int replicas) {
    return replicas < 2 ? "" : " on " + replicas + " replicas";
  }

  private static String count(int count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  /** Milliseconds below a second, else seconds with one decimal. */
  static String duration(long millis) {
    return millis < 1000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
  }
}
