package dev.innerloop.image.dockerfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What builds images from Dockerfiles, in the order in which we look for it. */
public enum BuildTool {
  DOCKER(List.of("version", "--format={{.Server.Version}}"), List.of("build")),
  PODMAN(List.of("info", "--format={{.Host.Arch}}"), List.of("build", "--layers")),
  /** It keeps no layers, and so makes another image each time, unless told to. */
  BUILDAH(List.of("version"), List.of("build", "--layers"));

  private final List<String> question;
  private final List<String> build;

  BuildTool(List<String> question, List<String> build) {
    this.question = question;
    this.build = build;
  }

  /** Its program. */
  public String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Succeeds only if it can work: that of Docker is a client, whose daemon may not run. */
  List<String> question() {
    return question;
  }

  List<String> build(DockerfileSource source, Path idFile) {
    List<String> arguments = new ArrayList<>(build);
    arguments.addAll(List.of("--file", source.dockerfile().toString()));
    arguments.addAll(List.of("--iidfile", idFile.toString()));
    arguments.add(source.context().toString());
    return arguments;
  }

  /** Writes an image to a file in the form of {@code docker save}. */
  List<String> save(String id, Path archive) {
    return switch (this) {
      case DOCKER -> List.of("save", "--output", archive.toString(), id);
      case PODMAN ->
          List.of("save", "--format", "docker-archive", "--output", archive.toString(), id);
      case BUILDAH -> List.of("push", id, "docker-archive:" + archive);
    };
  }
}
