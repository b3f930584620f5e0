package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The user's settings of the app's pods. */
public record PodSettings(
    List<Volume> volumes, Content config, Content secret, Optional<Account> account) {

  static final PodSettings NONE =
      new PodSettings(
          List.of(), Content.none("/config"), Content.none("/secrets"), Optional.empty());

  public PodSettings {
    volumes = List.copyOf(volumes);
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (Volume volume : volumes) {
      requireNew(names, volume.name());
      requireNew(paths, volume.path());
    }
  }

  private static void requireNew(Set<String> seen, String value) {
    if (!seen.add(value)) {
      throw new Problem(
          "volumes has two entries with the same name or path: " + value + ".",
          "Use different names and paths.");
    }
  }

  /**
   * A volume.
   *
   * @param path mount path in the container
   */
  public record Volume(String name, String path, boolean readOnly, Source source) {}

  /** The source of a volume. */
  public sealed interface Source {

    /** An emptyDir, which exists as long as the pod. */
    record Empty() implements Source {}

    /** An existing PersistentVolumeClaim. */
    record Claim(String name) implements Source {}

    /**
     * A PersistentVolumeClaim that is created for the app.
     *
     * @param storageClass if empty, the cluster's default
     */
    record Storage(String size, Optional<String> storageClass) implements Source {}

    /** The entries of a ConfigMap or Secret as files. */
    record Config(ConfigReference holder) implements Source {}
  }

  /**
   * The content of a ConfigMap or Secret that is created for the app.
   *
   * @param variables become environment variables
   * @param files become files, by name
   * @param path the directory of these files in the container
   * @param sources files of the project that variables and files are read from
   * @param origins files of variables that are not set in the POM, by variable name
   */
  public record Content(
      Map<String, String> variables,
      Map<String, byte[]> files,
      String path,
      List<Path> sources,
      Map<String, String> origins) {

    public Content {
      variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
      variables = WorkloadSettings.inOrder(variables);
      files = new TreeMap<>(files);
      sources = List.copyOf(sources);
      origins = Map.copyOf(origins);
    }

    /** Content that is set in the POM. */
    public Content(Map<String, String> variables, Map<String, byte[]> files, String path) {
      this(variables, files, path, List.of(), Map.of());
    }

    public static Content none(String path) {
      return new Content(Map.of(), Map.of(), path);
    }
  }

  /**
   * The ServiceAccount of the pods.
   *
   * @param name of an existing one; if empty, one is created with the app's name
   * @param annotations of the created one, for example for cloud identities
   * @param token whether its token is mounted to call the API server
   */
  public record Account(Optional<String> name, Map<String, String> annotations, boolean token) {

    public Account {
      annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
      annotations = WorkloadSettings.inOrder(annotations);
      if (name.isPresent() && !annotations.isEmpty()) {
        throw new Problem(
            "serviceAccount.annotations is set, but "
                + name.get()
                + " is not created by this plugin.",
            "Remove serviceAccount.name to create one, or annotate the existing ServiceAccount"
                + " yourself.");
      }
    }
  }
}
