package dev.innerloop.export.folder;

import dev.innerloop.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What exports wrote into a folder, by path: the hashes of their contents, more than one only while
 * an export is under way. A file with another content is the user's. Kept in the folder, so that it
 * goes where the folder goes, in the form that {@code sha256sum -c} reads; ends of lines do not
 * count, since git changes them.
 */
record WrittenFiles(Map<String, Set<String>> hashes) {

  WrittenFiles {
    hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
  }

  /** Where it is kept: no GitOps tool takes it for a resource. */
  static final String FILE = ".dev-export";

  private static final String HEADER =
      "# What dev:export wrote here. Commit it: it tells your own files from those of an export.\n";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  static WrittenFiles none() {
    return new WrittenFiles(Map.of());
  }

  /**
   * @param file as it is named in messages
   * @throws Problem if it is not what an export writes
   */
  static WrittenFiles read(String text, String file) {
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
            file + ":" + number + ": this is not what dev:export writes: " + line,
            "Get the file back from your version control. Without it, dev:export takes all files"
                + " in the folder for yours.");
      }
      hashes.computeIfAbsent(matcher.group(2), path -> new TreeSet<>()).add(matcher.group(1));
    }
    return new WrittenFiles(hashes);
  }

  /** Nothing that this file says may lead to another place. */
  private static boolean isInside(String path) {
    return !path.startsWith("/")
        && !path.contains("\\")
        && !path.contains(":")
        && !Set.of(path.split("/", -1)).contains("..")
        && !path.equals(FILE);
  }

  /** Whether an export wrote a file of that path with that content. */
  boolean contain(String path, String text) {
    return hashes.getOrDefault(path, Set.of()).contains(hash(text));
  }

  boolean knows(String path) {
    return hashes.containsKey(path);
  }

  /** Those of both. */
  WrittenFiles and(WrittenFiles others) {
    Map<String, Set<String>> both = new TreeMap<>();
    hashes.forEach((path, known) -> both.put(path, new TreeSet<>(known)));
    others.hashes.forEach(
        (path, known) -> both.computeIfAbsent(path, it -> new TreeSet<>()).addAll(known));
    return new WrittenFiles(both);
  }

  static WrittenFiles of(Map<String, String> texts) {
    Map<String, Set<String>> hashes = new TreeMap<>();
    texts.forEach((path, text) -> hashes.put(path, Set.of(hash(text))));
    return new WrittenFiles(hashes);
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADER);
    hashes.forEach(
        (path, known) ->
            known.forEach(hash -> text.append(hash).append("  ").append(path).append('\n')));
    return text.toString();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
