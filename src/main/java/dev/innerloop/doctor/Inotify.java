package dev.innerloop.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much of Linux's inotify limits for one user is in use.
 *
 * @param watches of directories
 * @param instances each of which has watches
 */
public record Inotify(long watches, long mostWatches, long instances, long mostInstances) {

  private static final String LINK = "anon_inode:inotify";

  /**
   * Reads the usage from the processes of this user that are readable.
   *
   * @param proc the proc file system
   * @return empty if this is not Linux
   */
  public static Optional<Inotify> read(Path proc) {
    Path limits = proc.resolve("sys/fs/inotify");
    try {
      if (!Files.isDirectory(limits)) {
        return Optional.empty();
      }
      long most = number(limits.resolve("max_user_watches"));
      long mostInstances = number(limits.resolve("max_user_instances"));
      Object self = Files.getAttribute(proc.resolve("self"), "unix:uid");
      long watches = 0;
      long instances = 0;
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
        for (Path process : processes) {
          Use use = self.equals(owner(process)) ? use(process) : Use.NONE;
          watches += use.watches();
          instances += use.instances();
        }
      }
      return Optional.of(new Inotify(watches, most, instances, mostInstances));
    } catch (IOException e) {
      return Optional.empty(); // hidden, as in some containers: then the limits are unknown
    }
  }

  private record Use(long watches, long instances) {

    static final Use NONE = new Use(0, 0);
  }

  private static Object owner(Path process) {
    try {
      return Files.getAttribute(process, "unix:uid");
    } catch (IOException e) {
      return ""; // it has just exited
    }
  }

  private static Use use(Path process) {
    long watches = 0;
    long instances = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).toString().equals(LINK)) {
          instances++;
          watches += watches(process.resolve("fdinfo").resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      return new Use(watches, instances); // it has just exited, or may not be read
    }
    return new Use(watches, instances);
  }

  private static long watches(Path info) throws IOException {
    return Files.readAllLines(info, UTF_8).stream()
        .filter(line -> line.startsWith("inotify "))
        .count();
  }

  /** In one read: such a file is empty for a second one. */
  private static long number(Path file) throws IOException {
    String text = Files.readAllLines(file, UTF_8).stream().findFirst().orElse("").strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + " does not contain a number: " + text, e);
    }
  }
}
