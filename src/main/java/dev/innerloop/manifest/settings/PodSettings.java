package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the user set of the app's pods. */
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
          "volumes has two of the same name or path: " + value + ".",
          "Give each a name and a path of its own.");
    }
  }

  /**
   * A folder that is not the image's.
   *
   * @param path where it is in the container
   */
  public record Volume(String name, String path, boolean readOnly, Source source) {}

  /** Where a volume's content is. */
  public sealed interface Source {

    /** Nowhere before the pod, and gone with it. */
    record Empty() implements Source {}

    /** In a PersistentVolumeClaim that is there. */
    record Claim(String name) implements Source {}

    /**
     * In a PersistentVolumeClaim of the app's own.
     *
     * @param storageClass empty takes the cluster's default
     */
    record Storage(String size, Optional<String> storageClass) implements Source {}

    /** The entries of a ConfigMap or Secret as files. */
    record Held(Holder holder) implements Source {}
  }

  /**
   * What is put into a ConfigMap or Secret of the app's own.
   *
   * @param variables become environment variables
   * @param files become files, by name
   * @param path the folder of these files in the container
   * @param sources files of the project that variables and files are from
   * @param origins where variables are from that the POM does not say itself, by their names
   */
  public record Content(
      Map<String, String> variables,
      Map<String, byte[]> files,
      String path,
      List<Path> sources,
      Map<String, String> origins) {

    public Content {
      variables = WorkloadSettings.inOrder(variables);
      files = new TreeMap<>(files);
      sources = List.copyOf(sources);
      origins = Map.copyOf(origins);
    }

    /** All of it as the POM says. */
    public Content(Map<String, String> variables, Map<String, byte[]> files, String path) {
      this(variables, files, path, List.of(), Map.of());
    }

    public static Content none(String path) {
      return new Content(Map.of(), Map.of(), path);
    }
  }

  /**
   * As whom the pods act in the cluster.
   *
   * @param name of one that is there; empty makes one of the app's name
   * @param annotations of the one that is made, as cloud providers read them
   * @param token whether pods get its token, to call the API server
   */
  public record Account(Optional<String> name, Map<String, String> annotations, boolean token) {

    public Account {
      annotations = WorkloadSettings.inOrder(annotations);
      if (name.isPresent() && !annotations.isEmpty()) {
        throw new Problem(
            "serviceAccount.annotations is set, and " + name.get() + " is not made by this plugin.",
            "Leave out serviceAccount.name to have one made, or annotate that one yourself.");
      }
    }
  }
}
