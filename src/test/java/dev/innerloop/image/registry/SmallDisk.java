package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a megabyte, in memory. Only root can make one. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk mount(Path folder) throws Exception {
    Files.createDirectories(folder);
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0;
    assertThat(mounted || !"true".equals(System.getenv("CI"))).as("CI may mount").isTrue();
    assumeTrue(mounted, "nothing may be mounted here");
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws Exception {
    assertThat(run("umount", folder.toString())).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }
}
