package dev.innerloop.image.layout;

import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageLayer.Entry;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Packaging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A native executable, which needs no Java. */
record NativeLayout(
    Packaging.NativeExecutable executable, AppImageInputs contents, String architecture) {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final int MACHINE = 18;

  /** ELF machine types of OCI architectures. */
  private static final Map<Integer, String> MACHINES =
      Map.of(62, "amd64", 183, "arm64", 21, "ppc64le", 22, "s390x", 243, "riscv64");

  Layout layout() {
    if (!contents.jvmOptions().isEmpty()) {
      throw new Problem(
          "dev.jvmOptions is set, and "
              + contents.app().name()
              + " is a native executable without a JVM",
          "Remove it, and configure the executable in its own build.");
    }
    Path file = file();
    requireForPlatform(file);
    String path = AppImage.ROOT + "/" + file.getFileName();
    return new Layout(
        List.of(
            new ImageLayer("executable", List.of(new Entry(path, new Source.File(file), true)))),
        List.of(path),
        Optional.empty(),
        new TreeMap<>());
  }

  private Path file() {
    List<Path> places = executable.names().stream().map(executable.target()::resolve).toList();
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    contents.app().name()
                        + " has no native executable: found neither "
                        + String.join(" nor ", places.stream().map(Path::toString).toList()),
                    "Build it first, with GraalVM's native:compile or with Quarkus:"
                        + " mvn package -Dnative dev:image -Ddev.packaging=native"));
  }

  private void requireForPlatform(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(MACHINE + 2);
    } catch (IOException e) {
      throw new Problem(
          file + " cannot be read: " + e.getMessage(),
          "Build it again, then run the command again.",
          e);
    }
    boolean elf = head.length == MACHINE + 2;
    for (int i = 0; elf && i < ELF.length; i++) {
      elf = head[i] == ELF[i];
    }
    String platform =
        elf
            ? MACHINES.getOrDefault(head[MACHINE] & 0xff, "another machine")
            : "an operating system other than Linux";
    if (!platform.equals(architecture)) {
      throw new Problem(
          file
              + " is an executable for "
              + (elf ? "linux/" + platform : "an operating system other than Linux")
              + ", but the image is for linux/"
              + architecture,
          "Build it on a machine of that platform, or in a container:"
              + " -Dquarkus.native.container-build=true does so for Quarkus.\n"
              + "To change the image's platform: -Ddev.platforms=linux/amd64");
    }
  }
}
