package dev.innerloop.content;

import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Packages that both an app's own classes and its libraries have. Java gives access to what is
 * private to a package only to classes of the same loader, so that neither side can have a loader
 * without the other.
 */
public final class SharedPackages {

  private static final String CLASS = ".class";
  private static final String VERSIONS = "META-INF/versions/";

  /** Packages by jar. */
  private final Map<Path, Jar> jars = new ConcurrentHashMap<>();

  private record Jar(FileStamp stamp, Set<String> packages) {

    Jar {
      packages = Set.copyOf(packages);
    }
  }

  /**
   * A package of both.
   *
   * @param jar the file name of the library
   */
  public record SharedPackage(String name, String jar) {

    @Override
    public String toString() {
      return name.isEmpty() ? "the unnamed package" : "package " + name;
    }
  }

  /**
   * The first of them in the order of the class path.
   *
   * @param inventory has the app's own classes
   */
  public Optional<SharedPackage> find(List<ClassPathEntry> classPath, Inventory inventory) {
    Set<String> own = new TreeSet<>();
    for (ClassPathEntry entry : classPath) {
      if (!(entry instanceof ClassPathEntry.Jar)) {
        own.addAll(packages(entry.workspacePath() + "/", inventory));
      }
    }
    return classPath.parallelStream()
        .filter(ClassPathEntry.Jar.class::isInstance)
        .map(ClassPathEntry.Jar.class::cast)
        .flatMap(jar -> shared(own, jar))
        .findFirst();
  }

  private Stream<SharedPackage> shared(Set<String> own, ClassPathEntry.Jar jar) {
    Set<String> packages = packages(jar.file());
    return own.stream()
        .filter(packages::contains)
        .map(name -> new SharedPackage(name, jar.file().getFileName().toString()));
  }

  private static Set<String> packages(String directory, Inventory inventory) {
    return packages(
        inventory.files().keySet().stream()
            .map(WorkspacePath::toString)
            .filter(path -> path.startsWith(directory))
            .map(path -> path.substring(directory.length())));
  }

  /** None of a jar that cannot be read: whoever delivers it reports that. */
  private Set<String> packages(Path jar) {
    try {
      FileStamp stamp = FileStamp.of(jar);
      Jar known = jars.get(jar);
      if (known == null || !known.stamp().equals(stamp)) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
          known = new Jar(stamp, packages(file.stream().map(ZipEntry::getName)));
        }
        jars.put(jar, known);
      }
      return known.packages();
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static Set<String> packages(Stream<String> paths) {
    Set<String> directories =
        paths
            .filter(path -> path.endsWith(CLASS) && !path.endsWith("module-info" + CLASS))
            .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(HashSet::new));
    return names(directories);
  }

  private static Set<String> names(Collection<String> directories) {
    return directories.stream()
        .map(SharedPackages::unversioned)
        .filter(path -> !path.startsWith("META-INF/")) // no name of a package
        .map(path -> path.isEmpty() ? "" : path.substring(0, path.length() - 1).replace('/', '.'))
        .collect(Collectors.toSet());
  }

  /** In jars for many releases, classes for one of them lie in a directory of it. */
  private static String unversioned(String path) {
    return path.startsWith(VERSIONS)
        ? path.substring(path.indexOf('/', VERSIONS.length()) + 1)
        : path;
  }
}
