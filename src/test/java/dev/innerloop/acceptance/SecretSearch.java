package dev.innerloop.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Looks for secrets, by their names, in all that was written: as they are, and in Base64. */
final class SecretSearch {

  private final Map<String, List<String>> needles = new TreeMap<>();

  SecretSearch plant(String name, String value) {
    String encoded = Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
    // The last characters depend on what follows the secret.
    needles.put(name, List.of(value, encoded.substring(0, encoded.length() - 4)));
    return this;
  }

  /** The same for a part of the secrets. */
  SecretSearch only(String... names) {
    SecretSearch part = new SecretSearch();
    Stream.of(names).forEach(name -> part.needles.put(name, needles.get(name)));
    return part;
  }

  /** The names of the secrets in a text. */
  Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    needles.forEach(
        (name, forms) -> {
          if (forms.stream().anyMatch(text::contains)) {
            found.add(name);
          }
        });
    return found;
  }

  /** Where in a directory which secrets are, also inside of compressed files. */
  Set<String> in(Path directory, Set<Path> except) throws IOException {
    Set<String> found = new TreeSet<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && !except.contains(file)) {
              in(text(file)).forEach(name -> found.add(name + " in " + file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // it was temporary
            }
            throw e;
          }
        });
    return found;
  }

  private static String text(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return "";
    }
    if (bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, ISO_8859_1);
  }

  /** Which processes of this machine show secrets in their arguments. */
  Set<String> inArguments() {
    return inProcesses("cmdline", pid -> true);
  }

  /** Which processes of this machine have secrets in their environment. */
  Set<String> inEnvironments(Predicate<Long> pids) {
    return inProcesses("environ", pids);
  }

  private Set<String> inProcesses(String file, Predicate<Long> pids) {
    Set<String> found = new TreeSet<>();
    ProcessHandle.allProcesses()
        .filter(process -> pids.test(process.pid()))
        .forEach(
            process ->
                in(proc(process, file))
                    .forEach(
                        name ->
                            found.add(name + " in " + file + " of " + proc(process, "cmdline"))));
    return found;
  }

  /** What the system says about a process; empty if it has ended. */
  static String proc(ProcessHandle process, String file) {
    try {
      return new String(
              Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file)), ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
