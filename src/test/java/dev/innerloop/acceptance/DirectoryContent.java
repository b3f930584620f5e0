package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a directory holds, to be compared: classes by meaning, all else by bytes.
 *
 * @param files by path, with {@code /}
 */
record DirectoryContent(SortedMap<String, byte[]> files) {

  private static final ToolProvider JAVAP = ToolProvider.findFirst("javap").orElseThrow();

  /** Reads a directory that others may write meanwhile. */
  static DirectoryContent of(Path directory) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return new DirectoryContent(files);
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try {
          files.put(
              directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
          continue; // deleted since: it is not there
        }
      }
    } catch (UncheckedIOException | IOException e) {
      return new DirectoryContent(new TreeMap<>()); // being changed: compared again soon
    }
    return new DirectoryContent(files);
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part below some directories. */
  DirectoryContent below(Set<String> directories) {
    SortedMap<String, byte[]> part = new TreeMap<>(files);
    part.keySet().removeIf(path -> !directories.contains(path.substring(0, path.indexOf('/') + 1)));
    return new DirectoryContent(part);
  }

  /** Its class files only. */
  DirectoryContent classes() {
    SortedMap<String, byte[]> part = new TreeMap<>(files);
    part.keySet().removeIf(path -> !path.endsWith(".class"));
    return new DirectoryContent(part);
  }

  /** How another content differs from this one, a line for each file. */
  List<String> differences(DirectoryContent actual, Set<String> masked) {
    Set<String> paths = new TreeSet<>(files.keySet());
    paths.addAll(actual.files.keySet());
    paths.removeAll(masked);
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      byte[] expected = files.get(path);
      byte[] found = actual.files.get(path);
      if (expected == null) {
        differences.add("not in a fresh build: " + path);
      } else if (found == null) {
        differences.add("missing: " + path);
      } else if (!Arrays.equals(expected, found)
          && !(path.endsWith(".class") && code(expected).equals(code(found)))) {
        differences.add("differs: " + path);
      }
    }
    return differences;
  }

  /** The class without line numbers and the order of its constant pool. */
  private static String code(byte[] classFile) {
    try {
      Path file = Files.createTempFile("class", ".class");
      try {
        Files.write(file, classFile);
        StringWriter out = new StringWriter();
        JAVAP.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "-p",
            "-c",
            "-constants",
            "-s",
            file.toString());
        return out.toString()
            .lines()
            .map(line -> line.replaceAll("#\\d+(,\\s*\\d+)?", "#"))
            .filter(line -> !line.startsWith("Compiled from"))
            .collect(Collectors.joining("\n"));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
