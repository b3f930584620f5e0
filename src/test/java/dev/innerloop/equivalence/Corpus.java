package dev.innerloop.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The source changes in {@code src/test/resources/equivalence}.
 *
 * <pre>
 * === name [since 21] [release 8] [same] [spring] [limit]
 * class App { static String answer() { return ⟦"old" ⇒ "new"⟧; } }
 * --- templates/page.html
 * a further file, with ⟦ ⇒ changes⟧, too; one that is empty on one side does not exist there
 * </pre>
 */
final class Corpus {

  private static final Pattern CHANGE = Pattern.compile("⟦(.*?)⇒(.*?)⟧", Pattern.DOTALL);
  private static final Pattern TITLE =
      Pattern.compile("(.*?)( since (\\d+))?( release (\\d+))?( same)?( spring)?( limit)?");

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
        side(files, 1),
        side(files, 2));
  }

  private static Map<String, String> side(Map<String, String> files, int group) {
    Map<String, String> side = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          String chosen =
              CHANGE
                  .matcher(text)
                  .replaceAll(found -> Matcher.quoteReplacement(found.group(group).strip()));
          if (!chosen.isBlank()) {
            side.put(path, chosen);
          }
        });
    return side;
  }
}
