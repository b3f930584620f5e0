package dev.innerloop.project.maven;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats what plugins report of their input, one error per line: {@code file:line:column:
 * message}. Plugins print positions in many forms: {@code Order.g4:5:7: ...}, {@code
 * file:/shop/order.xsd [2,87]}, {@code /shop/Order.java:[3,5] ...}.
 */
final class PluginErrors {

  private static final int MOST = 20;

  private static final Pattern COLORS = Pattern.compile("\u001b\\[[;\\d]*m");
  private static final Pattern LEVEL =
      Pattern.compile("^\\[?(?<level>ERROR|WARNING|WARN|INFO|DEBUG)\\]?:? +");
  private static final Pattern POSITION =
      Pattern.compile(
          "^(?<before>.*?\\.\\w+)(?:"
              + ":? ?[\\[(](?<line>\\d+)[,:](?<column>\\d+)[\\])]:?"
              + "|:(?<line2>\\d+)(?::(?<column2>\\d+))?:"
              + ")\\s*(?<message>.*)$");
  private static final Pattern EXCEPTION = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

  private final Path root;
  private final Collection<Path> files;

  /**
   * @param root files are shown relative to it
   * @param files that were changed, of which some plugins print only the name
   */
  PluginErrors(Path root, Collection<Path> files) {
    this.root = root;
    this.files = files;
  }

  /**
   * What a failed plugin reports.
   *
   * @param step names the plugin and its goal
   * @param printed by the plugin
   */
  String message(String step, Throwable failure, List<String> printed) {
    String reason = String.valueOf(failure.getMessage()).strip();
    List<String> lines = new ArrayList<>(printed);
    reason.lines().map(line -> "[ERROR] " + line).forEach(lines::add);
    Map<String, String> errors = positioned(lines);
    if (!errors.isEmpty()) {
      return String.join("\n", errors.values().stream().limit(MOST).toList());
    }
    List<String> all = new ArrayList<>(List.of(step + " failed: " + reason));
    for (String line : printed) {
      String text = error(line);
      if (text != null && !reason.contains(text) && !all.contains(text) && all.size() < MOST) {
        all.add(text);
      }
    }
    return String.join("\n", all);
  }

  private Map<String, String> positioned(List<String> lines) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = error(lines.get(i));
      Matcher position = POSITION.matcher(text == null ? "" : text);
      if (position.matches() && !"0".equals(position.group("line"))) {
        String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
        file(position.group("before"))
            .ifPresent(file -> errors.putIfAbsent(at(file, position), line(file, position, next)));
      }
    }
    return errors;
  }

  /** The text of a line of an error, without traces and the rest of what Maven prints. */
  private static @Nullable String error(String line) {
    String plain = COLORS.matcher(line).replaceAll("");
    Matcher level = LEVEL.matcher(plain);
    if (!level.find() || !level.group("level").equals("ERROR")) {
      return null;
    }
    String text = plain.substring(level.end()).strip();
    return text.isEmpty() ? null : text;
  }

  private static String at(String file, Matcher position) {
    String line = position.group("line");
    String column = position.group("column");
    if (line == null) {
      line = position.group("line2");
      column = position.group("column2");
    }
    return file + ":" + line + (column == null ? "" : ":" + column);
  }

  private static String line(String file, Matcher position, String next) {
    String message = position.group("message").strip();
    if (message.isEmpty()) { // the plugin logs an exception
      message = EXCEPTION.matcher(next.strip()).replaceFirst("");
    }
    return at(file, position) + ": " + message;
  }

  /** The file at the end of a text. */
  private Optional<String> file(String text) {
    String last = text.substring(text.lastIndexOf(' ') + 1).replaceFirst("^file:(//)?", "");
    for (String candidate : List.of(text, last)) {
      Optional<Path> path = path(candidate);
      if (path.isPresent()) {
        return path.map(this::shown);
      }
    }
    return files.stream()
        .filter(file -> String.valueOf(file.getFileName()).equals(fileName(last)))
        .findFirst()
        .map(this::shown)
        .or(() -> Optional.of(last));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Optional<Path> path(String text) {
    try {
      Path path = root.resolve(text);
      return Files.isRegularFile(path) ? Optional.of(path.normalize()) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // some other text
    }
  }

  private String shown(Path file) {
    return (file.startsWith(root) ? root.relativize(file) : file).toString().replace('\\', '/');
  }
}
