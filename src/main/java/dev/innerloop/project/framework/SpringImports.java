package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.framework.config.AppFiles;
import dev.innerloop.project.framework.config.Document;
import dev.innerloop.project.framework.config.Property;
import dev.innerloop.project.framework.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code spring.config.import}: what a document imports comes right after it, and wins over it.
 * Followed are files of the class path, named as such or relative to the importing one, and files
 * of the project. Passed over is what a pod has and this machine does not: other schemes, such as
 * {@code configtree:}, optional files of the file system, and what only the pod can resolve.
 */
final class SpringImports {

  /** The last one wins. */
  static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".properties");

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][\\w+.-]*):.*");
  private static final Pattern HINT = Pattern.compile("(.*)\\[([^]]*)]");
  private static final Pattern EXTENSION = Pattern.compile("(.*?)(\\.[A-Za-z]+)");

  private final AppFiles files;
  private final Map<String, String> environment;
  private final Collection<String> profiles;
  private final Predicate<Document> active;
  private final Set<String> done = new HashSet<>();
  private final Settings known;

  /**
   * A document, and where relative imports of it begin.
   *
   * @param folder empty or ending with a slash; of the file system if it begins with {@code file:}
   */
  record Located(Document document, String folder) {}

  /**
   * @param profiles whose variants of imported files are imported, too
   * @param active whether a document counts
   */
  SpringImports(
      AppFiles files,
      Map<String, String> environment,
      Collection<String> profiles,
      Predicate<Document> active) {
    this.files = files;
    this.environment = environment;
    this.profiles = profiles;
    this.active = active;
    this.known = new Settings(environment);
  }

  /** Those that count, each followed by what it imports. */
  List<Document> followed(List<Located> documents) {
    List<Document> all = new ArrayList<>();
    documents.forEach(each -> follow(each, all));
    return all;
  }

  /** What the container's environment imports: it wins over all files. */
  List<Document> ofEnvironment() {
    String value = environment.get("SPRING_CONFIG_IMPORT");
    if (value == null) {
      return List.of();
    }
    Property property =
        new Property("spring.config.import", value, "<env> of the plugin's configuration");
    return followed(List.of(new Located(new Document(List.of(property)), "file:")));
  }

  private void follow(Located located, List<Document> all) {
    Document document = located.document();
    if (!active.test(document)) {
      return;
    }
    all.add(document);
    known.add(document);
    for (Property property : document.properties()) {
      if (property.uniform().replaceAll("\\[\\d+]$", "").equals("spring.config.import")) {
        known
            .resolvable(property)
            .ifPresent(
                locations ->
                    Arrays.stream(locations.split(","))
                        .map(String::strip)
                        .filter(location -> !location.isEmpty())
                        .forEach(location -> take(location, property, located.folder(), all)));
      }
    }
  }

  private void take(String written, Property property, String folder, List<Document> all) {
    boolean optional = written.startsWith("optional:");
    String location = optional ? written.substring("optional:".length()) : written;
    Optional<String> place = place(location, folder);
    if (place.isEmpty() || !done.add(place.get())) {
      return;
    }
    boolean onDisk = place.get().startsWith("file:");
    if (onDisk && optional) {
      return; // it is for another machine than the pod
    }
    boolean found = false;
    for (String path : variants(place.get())) {
      Optional<List<Document>> documents =
          onDisk ? files.onDisk(path.substring("file:".length())) : files.find(path);
      found |= documents.isPresent();
      String in = path.substring(0, path.lastIndexOf('/') + 1);
      documents
          .orElse(List.of())
          .forEach(
              document ->
                  follow(new Located(document, in.isEmpty() && onDisk ? "file:" : in), all));
    }
    // What is on the file system may be in the pod, by a volume.
    if (!found && !optional && !onDisk && !place.get().endsWith("/")) {
      throw new Problem(
          property.place()
              + ": spring.config.import names "
              + written
              + ", which is not on the class path.",
          "Add the file, or write optional:"
              + written
              + "; the application itself would not start with this.");
    }
  }

  /** Of the class path, or of the file system; empty if it is neither. */
  private static Optional<String> place(String location, String folder) {
    if (location.contains("*")) {
      return Optional.empty();
    }
    if (location.startsWith("classpath:")) {
      return Optional.of(location.substring("classpath:".length()).replaceFirst("^/+", ""));
    }
    if (location.startsWith("file:")) {
      return Optional.of(location);
    }
    if (location.startsWith("/")) {
      return Optional.of("file:" + location);
    }
    Matcher scheme = SCHEME.matcher(location);
    return scheme.matches()
        ? Optional.empty()
        : Optional.of(folder + location.replaceFirst("^(\\./)+", ""));
  }

  /** The files that a place stands for: of a folder those of the usual name, and by profile. */
  private List<String> variants(String place) {
    Matcher hint = HINT.matcher(place);
    boolean hinted = hint.matches() && hint.group(2).startsWith(".");
    String plain = hint.matches() ? hint.group(1) : place;
    List<String> variants = new ArrayList<>();
    List<String> suffixes = new ArrayList<>(List.of(""));
    profiles.forEach(profile -> suffixes.add("-" + profile));
    Matcher extension = EXTENSION.matcher(plain);
    for (String suffix : suffixes) {
      if (plain.endsWith("/")) {
        EXTENSIONS.forEach(each -> variants.add(plain + "application" + suffix + each));
      } else if (extension.matches() && !hinted) {
        variants.add(extension.group(1) + suffix + extension.group(2));
      } else {
        variants.add(plain + suffix);
      }
    }
    return variants;
  }
}
