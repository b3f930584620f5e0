package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
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
 * {@code spring.config.import}: an import follows its document and overrides it. Supported are
 * files of the class path, absolute or relative to the importing file, and files of the project.
 * Ignored are imports that exist only in the pod: other schemes, such as {@code configtree:},
 * optional files of the file system, and locations that only the pod can resolve.
 */
final class SpringImports {

  /** Later extensions override earlier ones. */
  static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".properties");

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][\\w+.-]*):.*");
  private static final Pattern HINT = Pattern.compile("(.*)\\[([^]]*)]");
  private static final Pattern EXTENSION = Pattern.compile("(.*?)(\\.[A-Za-z]+)");

  private final AppFiles files;
  private final Map<String, String> environment;
  private final Collection<String> profiles;
  private final Predicate<ConfigDocument> active;
  private final Set<String> done = new HashSet<>();
  private final AppConfiguration known;

  /**
   * A document and the base directory of its relative imports.
   *
   * @param folder empty or ending with a slash; in the file system if it starts with {@code file:}
   */
  record Located(ConfigDocument document, String folder) {}

  /**
   * @param profiles profiles whose variants of imported files are also imported
   * @param active whether a document is active
   */
  SpringImports(
      AppFiles files,
      Map<String, String> environment,
      Collection<String> profiles,
      Predicate<ConfigDocument> active) {
    this.files = files;
    this.environment = environment;
    this.profiles = profiles;
    this.active = active;
    this.known = new AppConfiguration(environment);
  }

  /** The active documents, each followed by its imports. */
  List<ConfigDocument> withImports(List<Located> documents) {
    List<ConfigDocument> all = new ArrayList<>();
    documents.forEach(each -> follow(each, all));
    return all;
  }

  /** The imports of the container's environment, which override all files. */
  List<ConfigDocument> ofEnvironment() {
    String value = environment.get("SPRING_CONFIG_IMPORT");
    if (value == null) {
      return List.of();
    }
    ConfigProperty property =
        new ConfigProperty("spring.config.import", value, "<env> of the plugin's configuration");
    return withImports(List.of(new Located(new ConfigDocument(List.of(property)), "file:")));
  }

  private void follow(Located located, List<ConfigDocument> all) {
    ConfigDocument document = located.document();
    if (!active.test(document)) {
      return;
    }
    all.add(document);
    known.add(document);
    for (ConfigProperty property : document.properties()) {
      if (property.uniform().replaceAll("\\[\\d+]$", "").equals("spring.config.import")) {
        known
            .resolvable(property)
            .ifPresent(
                locations ->
                    Arrays.stream(locations.split(","))
                        .map(String::strip)
                        .filter(location -> !location.isEmpty())
                        .forEach(
                            location -> importLocation(location, property, located.folder(), all)));
      }
    }
  }

  private void importLocation(
      String written, ConfigProperty property, String folder, List<ConfigDocument> all) {
    boolean optional = written.startsWith("optional:");
    String location = optional ? written.substring("optional:".length()) : written;
    Optional<String> place = place(location, folder);
    if (place.isEmpty() || !done.add(place.get())) {
      return;
    }
    boolean onDisk = place.get().startsWith("file:");
    if (onDisk && optional) {
      return; // not for the operating system of the pod
    }
    boolean found = false;
    for (String path : variants(place.get())) {
      Optional<List<ConfigDocument>> documents =
          onDisk ? files.onDisk(path.substring("file:".length())) : files.find(path);
      found |= documents.isPresent();
      String in = path.substring(0, path.lastIndexOf('/') + 1);
      documents
          .orElse(List.of())
          .forEach(
              document ->
                  follow(new Located(document, in.isEmpty() && onDisk ? "file:" : in), all));
    }
    // A file may exist only in the pod, on a volume.
    if (!found && !optional && !onDisk && !place.get().endsWith("/")) {
      throw new Problem(
          property.place()
              + ": spring.config.import names "
              + written
              + ", which is not on the class path.",
          "Add the file, or use optional:" + written + "; the app would not start with this.");
    }
  }

  /** The location in the class path or in the file system; empty if it is neither. */
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

  /**
   * The files of a location: for a directory, the files with the default name and their profile
   * variants.
   */
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
