package dev.innerloop.image.load;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.Program;
import dev.innerloop.process.ProgramResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Loads images into the nodes of a cluster with one tool. */
public final class ImageLoader {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final LoadTool tool;
  private final Program program;
  private final Predicate<String> known;
  private final LoadListener listener;

  /**
   * @param program the tool
   * @param known whether the node status lists an image
   */
  public ImageLoader(
      LoadTool tool, Program program, Predicate<String> known, LoadListener listener) {
    this.tool = tool;
    this.program = program;
    this.known = known;
    this.listener = listener;
  }

  /**
   * Whether all nodes are known to have an image; loading it again does no harm.
   *
   * @param reference with a tag derived from its content
   */
  public boolean has(String reference) {
    if (tool.query().isEmpty()) {
      return known.test(reference);
    }
    LoadTool.Query query = tool.query().get();
    ProgramResult result =
        program.query(
            TIMEOUT,
            query.arguments().stream()
                .map(part -> part.replace(LoadTool.REFERENCE, reference))
                .toList());
    return result.succeeded()
        && (!query.lists() || result.output().stream().anyMatch(reference::equals));
  }

  /**
   * Loads an image.
   *
   * @param layout a directory with it as an OCI image layout
   * @throws Problem if the tool fails
   */
  public void load(Path layout, String reference) {
    try {
      ImageArchive archive = new ImageArchive(layout);
      boolean fromFile = tool.loads().stream().flatMap(List::stream).anyMatch(this::isFile);
      Optional<Path> file =
          fromFile ? Optional.of(write(archive, reference, layout)) : Optional.empty();
      try {
        for (List<String> call : tool.loads()) {
          load(call, archive, file, reference);
        }
      } finally {
        if (file.isPresent()) {
          Files.deleteIfExists(file.get());
        }
      }
    } catch (IOException e) {
      throw new Problem(
          "The archive of " + reference + " cannot be written: " + e.getMessage(),
          "Free disk space or make the directory writable, then run the command again.",
          e);
    }
  }

  private boolean isFile(String argument) {
    return argument.equals(LoadTool.ARCHIVE);
  }

  private static Path write(ImageArchive archive, String reference, Path layout)
      throws IOException {
    Path file = Files.createTempFile(layout.toAbsolutePath().getParent(), "image", ".tar");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      archive.writeTo(out, reference, sent -> {});
    }
    return file;
  }

  private void load(List<String> call, ImageArchive archive, Optional<Path> file, String reference)
      throws IOException {
    long size = archive.size();
    List<String> arguments = new ArrayList<>();
    for (String part : call) {
      arguments.add(isFile(part) ? file.orElseThrow().toString() : part);
    }
    if (file.isPresent()) {
      listener.unpacking(reference, tool.place());
    }
    LongConsumer sent = bytes -> listener.loading(reference, tool.place(), bytes, size);
    ProgramResult result =
        program.run(
            arguments,
            file.isPresent()
                ? Program.Input.NONE
                : out -> {
                  archive.writeTo(new BufferedOutputStream(out, 1 << 16), reference, sent);
                  listener.unpacking(reference, tool.place());
                },
            line -> {});
    Optional<String> failure = failure(result);
    if (failure.isPresent()) {
      throw new Problem(
          program.name()
              + " cannot load "
              + reference
              + " into "
              + tool.place()
              + ": "
              + failure.get(),
          "Fix the reported error, or push the image to a registry with -Ddev.registry=HOST/PATH,"
              + " or use no image: -Ddev.delivery=direct");
    }
  }

  private Optional<String> failure(ProgramResult result) {
    Optional<String> reported =
        Stream.concat(result.errors().stream(), result.output().stream())
            .filter(line -> tool.failure().filter(it -> it.matcher(line).matches()).isPresent())
            .reduce((first, last) -> last);
    return result.succeeded() ? reported : Optional.of(reported.orElseGet(result::lastLine));
  }
}
