package dev.innerloop.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hashes of the files that exports wrote to a directory, by path; several per path only during
 * an export. A file with other content belongs to the user. Stored in the directory itself, so that
 * they are moved together, in the format of {@code sha256sum -c}. Line endings are ignored, because
 * git changes them.
 */
record ExportRecord(Map<String, Set<String>> hashes) {

  ExportRecord {
    hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
  }

  /** The file name; no GitOps tool reads it as a resource. */
  static final String FILE = ".dev-export";

  private static final String HEADER =
      "# Files that dev:export wrote here. Commit this file: it distinguishes them from your own"
          + " files.\n";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  static ExportRecord empty() {
    return new ExportRecord(Map.of());
  }

  /**
   * @param file path in messages
   * @throws Problem if it is invalid
   */
  static ExportRecord read(String text, String file) {
    Map<String, Set<String>> hashes = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || !isInside(matcher.group(2))) {
        throw new Problem(
            file + ":" + number + ": invalid line, not written by dev:export: " + line,
            "Restore the file from version control. Without it, dev:export treats all files in the"
                + " directory as yours.");
      }
      hashes.computeIfAbsent(matcher.group(2), path -> new TreeSet<>()).add(matcher.group(1));
    }
    return new ExportRecord(hashes);
  }

  /** Paths in this file must not lead out of the directory. */
  private static boolean isInside(String path) {
    return !path.startsWith("/")
        && !path.contains("\\")
        && !path.contains(":")
        && !Set.of(path.split("/", -1)).contains("..")
        && !path.equals(FILE);
  }

  /** Whether an export wrote a file with this path and content. */
  boolean contains(String path, String text) {
    return hashes.getOrDefault(path, Set.of()).contains(hash(text));
  }

  boolean knows(String path) {
    return hashes.containsKey(path);
  }

  /** The union of both. */
  ExportRecord and(ExportRecord others) {
    Map<String, Set<String>> both = new TreeMap<>();
    hashes.forEach((path, known) -> both.put(path, new TreeSet<>(known)));
    others.hashes.forEach(
        (path, known) -> both.computeIfAbsent(path, it -> new TreeSet<>()).addAll(known));
    return new ExportRecord(both);
  }

  static ExportRecord of(Map<String, String> texts) {
    Map<String, Set<String>> hashes = new TreeMap<>();
    texts.forEach((path, text) -> hashes.put(path, Set.of(hash(text))));
    return new ExportRecord(hashes);
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADER);
    hashes.forEach(
        (path, known) ->
            known.forEach(hash -> text.append(hash).append("  ").append(path).append('\n')));
    return text.toString();
  }

  private static String hash(String text) {
    return ContentHash.of(text.replace("\r\n", "\n").getBytes(UTF_8)).hex();
  }
}
