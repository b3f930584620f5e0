package dev.innerloop.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The source changes in {@code src/test/resources/equivalence}.
 *
 * <pre>
 * === name [since 21] [release 8] [same] [spring] [redefine] [limit]
 * class App { static String answer() { return ⟦"old" ⇒ "new" ⇒ "newer"⟧; } }
 * --- templates/page.html
 * a further file, with ⟦ ⇒ changes⟧, too; one that is empty in a version does not exist there
 * </pre>
 */
final class Corpus {

  private static final Pattern CHANGE = Pattern.compile("⟦(.*?)⟧", Pattern.DOTALL);
  private static final Pattern TITLE =
      Pattern.compile(
          "(.*?)( since (\\d+))?( release (\\d+))?( same)?( spring)?( redefine)?( limit)?");

  private static final String SPRING =
      """
      package app;
      import java.util.*;
      import org.springframework.beans.factory.annotation.*;
      import org.springframework.context.*;
      import org.springframework.context.annotation.*;
      import org.springframework.context.event.*;
      import org.springframework.context.event.EventListener;
      import org.springframework.stereotype.*;
      import org.springframework.web.bind.annotation.*;
      import org.springframework.web.servlet.config.annotation.*;
      """;

  private Corpus() {}

  static List<SourceChange> read(Path folder) throws IOException {
    List<SourceChange> changes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String feature = file.getFileName().toString().replace(".txt", "");
        String[] parts = Files.readString(file).split("(?m)^=== ");
        for (String part : List.of(parts).subList(1, parts.length)) {
          changes.add(change(feature, part));
        }
      }
    }
    return changes;
  }

  private static SourceChange change(String feature, String text) {
    int end = text.indexOf('\n');
    Matcher title = TITLE.matcher(text.substring(0, end));
    if (!title.matches()) {
      throw new IllegalArgumentException(text.substring(0, end));
    }
    boolean spring = title.group(7) != null;
    Map<String, String> files = new TreeMap<>();
    String[] parts =
        ("--- " + (spring ? "app/" : "") + "App.java" + text.substring(end)).split("(?m)^--- ");
    for (String part : List.of(parts).subList(1, parts.length)) {
      int line = part.indexOf('\n');
      String path = part.substring(0, line).strip();
      files.put(path, (spring && path.endsWith(".java") ? SPRING : "") + part.substring(line + 1));
    }
    return new SourceChange(
        feature + ": " + title.group(1),
        title.group(3) == null ? 17 : Integer.parseInt(title.group(3)),
        title.group(5) == null ? 0 : Integer.parseInt(title.group(5)),
        title.group(6) != null,
        spring,
        title.group(8) != null,
        title.group(9) != null,
        IntStream.range(0, count(files)).mapToObj(number -> version(files, number)).toList());
  }

  /** How many versions there are: a place of fewer keeps its last one. */
  private static int count(Map<String, String> files) {
    return files.values().stream()
        .flatMap(text -> CHANGE.matcher(text).results())
        .mapToInt(change -> parts(change).length)
        .max()
        .orElseThrow();
  }

  private static Map<String, String> version(Map<String, String> files, int number) {
    Map<String, String> version = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          String chosen =
              CHANGE
                  .matcher(text)
                  .replaceAll(change -> Matcher.quoteReplacement(part(change, number)));
          if (!chosen.isBlank()) {
            version.put(path, chosen);
          }
        });
    return version;
  }

  private static String part(MatchResult change, int number) {
    String[] parts = parts(change);
    return parts[Math.min(number, parts.length - 1)].strip();
  }

  private static String[] parts(MatchResult change) {
    return change.group(1).split("⇒", -1);
  }
}
