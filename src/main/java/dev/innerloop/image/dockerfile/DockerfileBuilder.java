package dev.innerloop.image.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.image.tool.Outcome;
import dev.innerloop.image.tool.Program;
import dev.innerloop.image.tool.Programs;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds images from Dockerfiles, into OCI layouts. */
public final class DockerfileBuilder {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Programs programs;
  private final Optional<BuildTool> wanted;
  private final DockerfileListener listener;

  /**
   * @param wanted the tool that the user names
   */
  public DockerfileBuilder(
      Programs programs, Optional<BuildTool> wanted, DockerfileListener listener) {
    this.programs = programs;
    this.wanted = wanted;
    this.listener = listener;
  }

  /**
   * Builds an image into {@code folder/image}. What the tool has not built anew is not taken out of
   * it again.
   *
   * @throws Problem if there is no tool, or it fails
   */
  public DockerfileImage build(DockerfileSource source, Path folder) {
    if (!Files.isRegularFile(source.dockerfile())) {
      throw new Problem(
          "There is no " + source.dockerfile() + ", which dev.builder=dockerfile builds from.",
          "Say where it is: -Ddev.dockerfile=PATH, or leave dev.builder out: the plugin needs none.");
    }
    BuildTool tool = tool();
    // Docker adds when and how it built, unless told not to: another image for the same content.
    Program program =
        programs.find(tool.program()).orElseThrow().with("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    // Not in the project: what lies there goes into the context, and changes it.
    try (Scratch scratch = new Scratch()) {
      String id = build(tool, program, source, scratch.file("id"));
      SavedImage saved = new SavedImage(folder);
      Optional<DockerfileImage> before = saved.read(id);
      if (before.isPresent()) {
        return before.get();
      }
      listener.saving(tool.program());
      Path archive = scratch.file("image.tar");
      Outcome outcome = program.run(tool.save(id, archive), Program.Input.NONE, line -> {});
      if (!outcome.succeeded()) {
        throw new Problem(
            tool.program() + " cannot save the image that it built: " + outcome.words(),
            "Mend what it names, or take another tool: -Ddev.buildTool="
                + Stream.of(BuildTool.values())
                    .filter(other -> other != tool)
                    .map(BuildTool::program)
                    .findFirst()
                    .orElseThrow());
      }
      return saved.write(id, archive);
    } catch (IOException e) {
      throw new Problem(
          "The image of " + source.dockerfile() + " cannot be written: " + e.getMessage(),
          "Make room or the folder writable, then type the command again.",
          e);
    }
  }

  private String build(BuildTool tool, Program program, DockerfileSource source, Path idFile)
      throws IOException {
    Steps steps = new Steps(source.dockerfile());
    Outcome outcome =
        program.runIn(
            source.context(),
            tool.build(source, idFile),
            line -> steps.read(line).ifPresent(step -> listener.building(tool.program(), step)));
    if (!outcome.succeeded()) {
      throw steps.failure(tool.program(), outcome);
    }
    return Files.readString(idFile, UTF_8).strip().replaceFirst("^sha256:", "");
  }

  /** The one that the user names, else the first that is there and works. */
  private BuildTool tool() {
    List<String> reasons = new ArrayList<>();
    for (BuildTool tool : wanted.map(List::of).orElseGet(() -> List.of(BuildTool.values()))) {
      Optional<Program> program = programs.find(tool.program());
      if (program.isEmpty()) {
        reasons.add(tool.program() + " is not on the PATH");
        continue;
      }
      Outcome outcome = program.get().ask(PATIENCE, tool.question());
      if (outcome.succeeded()) {
        return tool;
      }
      reasons.add(tool.program() + " does not work: " + outcome.words());
    }
    throw new Problem(
        "No tool can build from a Dockerfile: " + String.join("; ", reasons) + ".",
        "Install or start one of docker, podman and buildah, or leave dev.builder out: the plugin"
            + " builds images by itself.");
  }

  /** A folder that is there only for a while. */
  private static final class Scratch implements AutoCloseable {

    private final Path folder;

    Scratch() throws IOException {
      folder = Files.createTempDirectory("dev-image");
    }

    Path file(String name) {
      return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
