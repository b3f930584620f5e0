package dev.innerloop.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.SupervisorSettings;
import dev.innerloop.supervisor.Supervisor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

class ClassPackTest {

  private final Path classes = classes();

  @Test
  void classesAreWhatTheyWereByteForByte() throws IOException {
    List<String> unpacked = new ArrayList<>();
    try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(unpack(pack())))) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
          .isEqualTo("dev.innerloop.agent.Agent");
      assertThat(jar.getManifest().getMainAttributes().getValue("Can-Redefine-Classes"))
          .isEqualTo("true");
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        assertThat(jar.readAllBytes())
            .as(entry.getName())
            .isEqualTo(Files.readAllBytes(classes.resolve(entry.getName())));
        unpacked.add(entry.getName());
      }
    }

    assertThat(unpacked)
        .contains(
            "dev/innerloop/supervisor/Supervisor.class",
            "dev/innerloop/agent/Agent.class",
            "dev/innerloop/launcher/Launcher.class",
            "dev/innerloop/wire/Channel.class")
        .allMatch(name -> name.matches("dev/innerloop/(supervisor|agent|launcher|wire)/.*"))
        .doesNotContain(
            "dev/innerloop/wire/FileList.class", "dev/innerloop/wire/package-info.class");
  }

  @Test
  void theSameClassesGiveTheSamePack() throws IOException {
    assertThat(pack()).isEqualTo(pack());
  }

  @Test
  void theSupervisorHas128KilobytesAtMost() {
    assertThat(SupervisorSettings.supervisorJar().length).isLessThanOrEqualTo(128 * 1024);
  }

  private byte[] pack() throws IOException {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    Packer.pack(classes, pack);
    return pack.toByteArray();
  }

  private static byte[] unpack(byte[] pack) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    ClassPack.unpack(new ByteArrayInputStream(pack), jar, "dev.innerloop.agent.Agent");
    return jar.toByteArray();
  }

  private static Path classes() {
    try {
      return Path.of(Supervisor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
