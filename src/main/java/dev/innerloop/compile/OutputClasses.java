package dev.innerloop.compile;

import dev.innerloop.content.ClassFile;
import dev.innerloop.content.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class files of an output folder, by the source that each comes from. It is scanned each time,
 * because other tools also write to it; only the content of unchanged files is cached.
 */
final class OutputClasses {

  private final Path folder;
  private final Map<String, Known> known = new HashMap<>();

  OutputClasses(Path folder) {
    this.folder = folder;
  }

  private record Known(FileStamp stamp, Optional<String> source) {}

  /**
   * The class files that come from these sources, by path.
   *
   * @param sources by path below their root
   */
  SortedSet<String> of(Collection<String> sources) throws IOException {
    Set<String> packages =
        sources.stream()
            .map(source -> source.substring(0, source.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    SortedSet<String> classes = new TreeSet<>();
    for (String each : packages) {
      for (String path : classesIn(each)) {
        if (source(path).filter(sources::contains).isPresent()) {
          classes.add(path);
        }
      }
    }
    return classes;
  }

  /** The source of a class file, if the compiler recorded it and the file is whole. */
  Optional<String> source(String path) throws IOException {
    Path file = folder.resolve(path);
    try {
      FileStamp stamp = FileStamp.of(file);
      Known before = known.get(path);
      if (before == null || !before.stamp().equals(stamp)) {
        Optional<String> source =
            ClassFile.read(Files.readAllBytes(file)).flatMap(ClassFile::sourcePath);
        before = new Known(stamp, source);
        known.put(path, before);
      }
      return before.source();
    } catch (NoSuchFileException e) {
      known.remove(path);
      return Optional.empty();
    }
  }

  private List<String> classesIn(String packagePath) throws IOException {
    Path directory = folder.resolve(packagePath);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<String> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".class"))
          .forEach(name -> classes.add(packagePath + name));
    }
    return classes;
  }
}
