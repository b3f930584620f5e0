package dev.innerloop.image.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a tool on this machine loads images into the nodes of a cluster.
 *
 * @param program executable on the PATH
 * @param place display name of the destination
 * @param loads commands, each of which loads an archive; {@link #ARCHIVE} stands for its file,
 *     otherwise it is read from standard input
 * @param query command that checks whether an image exists, if the tool has one
 * @param failure text that marks an output line as a failure, if the exit code is unreliable
 */
public record LoadTool(
    String program,
    String place,
    List<List<String>> loads,
    Optional<Query> query,
    Optional<Pattern> failure) {

  static final String ARCHIVE = "{archive}";
  static final String REFERENCE = "{reference}";

  public LoadTool {
    loads = loads.stream().map(List::copyOf).toList();
  }

  /**
   * A query for an image.
   *
   * @param lists whether the output lists all images, one per line; otherwise the exit code is the
   *     answer
   */
  record Query(List<String> arguments, boolean lists) {
    Query {
      arguments = List.copyOf(arguments);
    }
  }

  /** Into the nodes of a kind cluster. */
  public static LoadTool kind(String cluster) {
    return of(
        "kind",
        "kind cluster " + cluster,
        List.of("load", "image-archive", ARCHIVE, "--name", cluster));
  }

  /** Into nodes that are containers of the local Docker daemon, with the docker command only. */
  public static LoadTool containers(String place, List<String> nodes) {
    List<List<String>> loads = new ArrayList<>();
    for (String node : nodes) {
      loads.add(
          List.of(
              "exec",
              "-i",
              node,
              "ctr",
              "--namespace=k8s.io",
              "images",
              "import",
              "--all-platforms",
              "--digests",
              "-"));
    }
    return new LoadTool("docker", place, loads, Optional.empty(), Optional.empty());
  }

  /** Into the nodes of a k3d cluster. */
  public static LoadTool k3d(String cluster) {
    return new LoadTool(
        "k3d",
        "k3d cluster " + cluster,
        List.of(List.of("image", "import", ARCHIVE, "-c", cluster)),
        Optional.empty(),
        // k3d logs failures, but several versions exit with code 0.
        Optional.of(Pattern.compile("^(ERRO|FATA)\\[.*")));
  }

  /** Into the nodes of a minikube cluster. */
  public static LoadTool minikube(String profile) {
    return new LoadTool(
        "minikube",
        "minikube " + profile,
        List.of(List.of("image", "load", ARCHIVE, "-p", profile)),
        Optional.of(new Query(List.of("image", "ls", "-p", profile), true)),
        Optional.empty());
  }

  /** Into the Docker daemon that the nodes use. */
  public static LoadTool docker(String place) {
    return new LoadTool(
        "docker",
        place,
        List.of(List.of("load")),
        Optional.of(new Query(List.of("image", "inspect", "--format={{.Id}}", REFERENCE), false)),
        Optional.empty());
  }

  /** The same with a Docker context. */
  public LoadTool withDockerContext(String context) {
    return prefixed(program, List.of("--context", context));
  }

  /** Into the containerd that the nodes use. */
  public static LoadTool nerdctl(String place) {
    return byNerdctl("nerdctl", List.of(), place);
  }

  /** Into the containerd of a colima profile. */
  public static LoadTool colimaNerdctl(String profile) {
    return byNerdctl("colima", List.of("nerdctl", "--profile", profile, "--"), "colima " + profile);
  }

  private static LoadTool byNerdctl(String program, List<String> prefix, String place) {
    return new LoadTool(
            program,
            place,
            List.of(List.of("-n", "k8s.io", "load")),
            Optional.of(
                new Query(
                    List.of("-n", "k8s.io", "image", "inspect", "--format={{.Id}}", REFERENCE),
                    false)),
            Optional.empty())
        .prefixed(program, prefix);
  }

  /** Into the containerd on this machine, at the address in CONTAINERD_ADDRESS. */
  public static LoadTool containerd() {
    return new LoadTool(
        "ctr",
        "containerd on this machine",
        List.of(List.of("-n", "k8s.io", "images", "import", "-")),
        Optional.of(new Query(List.of("-n", "k8s.io", "images", "ls", "-q"), true)),
        Optional.empty());
  }

  private static LoadTool of(String program, String place, List<String> load) {
    return new LoadTool(program, place, List.of(load), Optional.empty(), Optional.empty());
  }

  private LoadTool prefixed(String newProgram, List<String> prefix) {
    return new LoadTool(
        newProgram,
        place,
        loads.stream().map(load -> joined(prefix, load)).toList(),
        query.map(it -> new Query(joined(prefix, it.arguments()), it.lists())),
        failure);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
