package dev.innerloop.image.dockerfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tools that build Dockerfiles, in order of preference. */
public enum BuildTool {
  DOCKER(List.of("version", "--format={{.Server.Version}}"), List.of("build")),
  PODMAN(List.of("info", "--format={{.Host.Arch}}"), List.of("build", "--layers")),
  /** Buildah does not cache layers by default, so each build would give a different image. */
  BUILDAH(List.of("version"), List.of("build", "--layers"));

  private final List<String> probe;
  private final List<String> build;

  BuildTool(List<String> probe, List<String> build) {
    this.probe = probe;
    this.build = build;
  }

  /** The name of the executable. */
  public String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Arguments of a command that succeeds only if the tool works: Docker's client works only if the
   * daemon is running.
   */
  List<String> probe() {
    return probe;
  }

  List<String> build(DockerfileSource source, Path idFile) {
    List<String> arguments = new ArrayList<>(build);
    arguments.addAll(List.of("--file", source.dockerfile().toString()));
    arguments.addAll(List.of("--iidfile", idFile.toString()));
    arguments.add(source.context().toString());
    return arguments;
  }

  /** Arguments that save an image to a file in the format of {@code docker save}. */
  List<String> save(String id, Path archive) {
    return switch (this) {
      case DOCKER -> List.of("save", "--output", archive.toString(), id);
      case PODMAN ->
          List.of("save", "--format", "docker-archive", "--output", archive.toString(), id);
      case BUILDAH -> List.of("push", id, "docker-archive:" + archive);
    };
  }
}
