package dev.innerloop.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program on a PATH of its own, which records how it is called, what it reads, and ends. */
public final class FakeProgram {

  private final Path folder;
  private final String name;

  private FakeProgram(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** One that succeeds and says nothing. */
  public static FakeProgram named(String name, Path folder) throws IOException {
    return named(name, folder, "exit 0");
  }

  /**
   * One that goes on by a script, with {@code $1} and so on, and {@code $call}, a folder of its own
   * for what it wants to keep.
   */
  public static FakeProgram named(String name, Path folder, String script) throws IOException {
    Files.createDirectories(folder.resolve("calls"));
    Path program = folder.resolve(name);
    Files.writeString(
        program,
        """
        #!/bin/bash
        PATH=/usr/bin:/bin
        call=%s/calls/$(ls %s/calls | wc -l)
        mkdir $call
        printf '%%s\\n' "$0" "$@" >$call/arguments
        for argument in "$@"; do [[ -f $argument ]] && cp "$argument" $call/file; done
        cat >$call/input
        %s
        """
            .formatted(folder, folder, script));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + program);
    }
    return new FakeProgram(folder, name);
  }

  /** Those that a user with this PATH has. */
  public Programs programs() {
    return new Programs(Map.of("PATH", folder.toString()));
  }

  public Program program() {
    return programs().find(name).orElseThrow();
  }

  /** The command lines, without the folder. */
  public List<String> calls() throws IOException {
    List<String> calls = new ArrayList<>();
    for (Path call : folders()) {
      List<String> line = new ArrayList<>(Files.readAllLines(call.resolve("arguments")));
      line.set(0, Path.of(line.get(0)).getFileName().toString());
      calls.add(String.join(" ", line));
    }
    return calls;
  }

  /** What a call read from its standard input. */
  public Path input(int call) throws IOException {
    return folders().get(call).resolve("input");
  }

  /** The file that a call was given. */
  public Path file(int call) throws IOException {
    return folders().get(call).resolve("file");
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> calls = Files.list(folder.resolve("calls"))) {
      return calls.sorted().toList();
    }
  }
}
