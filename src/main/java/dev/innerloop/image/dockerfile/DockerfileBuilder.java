package dev.innerloop.image.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.io.TemporaryDirectory;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Program;
import dev.innerloop.process.ProgramResult;
import dev.innerloop.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds images from Dockerfiles into OCI image layouts. */
public final class DockerfileBuilder {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Programs programs;
  private final Optional<BuildTool> configured;
  private final DockerfileListener listener;

  /**
   * @param configured the tool that the user configured
   */
  public DockerfileBuilder(
      Programs programs, Optional<BuildTool> configured, DockerfileListener listener) {
    this.programs = programs;
    this.configured = configured;
    this.listener = listener;
  }

  /**
   * Builds an image into {@code folder/image}. An image that the tool did not rebuild is not saved
   * again.
   *
   * @throws Problem if no tool works, or the build fails
   */
  public DockerfileImage build(DockerfileSource source, Path folder) {
    if (!Files.isRegularFile(source.dockerfile())) {
      throw new Problem(
          "There is no " + source.dockerfile() + ", which dev.builder=dockerfile needs.",
          "Set its path with -Ddev.dockerfile=PATH, or remove dev.builder: the plugin builds images"
              + " without a Dockerfile.");
    }
    BuildTool tool = tool();
    // By default, Docker adds provenance with the time of the build, which changes the image
    // although its content is the same.
    Program program =
        programs.find(tool.program()).orElseThrow().with("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    // Not in the project directory: a file there would become part of the build context and change
    // it.
    try (TemporaryDirectory scratch = TemporaryDirectory.create("image")) {
      String id = build(tool, program, source, scratch.path().resolve("id"));
      DockerfileImageStore saved = new DockerfileImageStore(folder);
      Optional<DockerfileImage> before = saved.read(id);
      if (before.isPresent()) {
        return before.get();
      }
      listener.saving(tool.program());
      Path archive = scratch.path().resolve("image.tar");
      ProgramResult result = program.run(tool.save(id, archive), Program.Input.NONE, line -> {});
      if (!result.succeeded()) {
        throw new Problem(
            tool.program() + " cannot save the built image: " + result.lastLine(),
            "Fix the reported error, or use another tool: -Ddev.buildTool="
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
          "Free disk space or make the directory writable, then run the command again.",
          e);
    }
  }

  private String build(BuildTool tool, Program program, DockerfileSource source, Path idFile)
      throws IOException {
    BuildProgress steps = new BuildProgress(source.dockerfile());
    ProgramResult result =
        program.runIn(
            source.context(),
            tool.build(source, idFile),
            line -> steps.read(line).ifPresent(step -> listener.building(tool.program(), step)));
    if (!result.succeeded()) {
      throw steps.failure(tool.program(), result);
    }
    return Files.readString(idFile, UTF_8).strip().replaceFirst("^sha256:", "");
  }

  /** The configured tool, or else the first one that is installed and works. */
  private BuildTool tool() {
    List<String> reasons = new ArrayList<>();
    for (BuildTool tool : configured.map(List::of).orElseGet(() -> List.of(BuildTool.values()))) {
      Optional<Program> program = programs.find(tool.program());
      if (program.isEmpty()) {
        reasons.add(tool.program() + " is not on the PATH");
        continue;
      }
      ProgramResult result = program.get().query(TIMEOUT, tool.probe());
      if (result.succeeded()) {
        return tool;
      }
      reasons.add(tool.program() + " does not work: " + result.lastLine());
    }
    throw new Problem(
        "No tool can build the Dockerfile: " + String.join("; ", reasons) + ".",
        "Install or start docker, podman or buildah, or remove dev.builder: the plugin builds"
            + " images without a Dockerfile.");
  }
}
