package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is not a class path is shipped in its framework's own form, and runs. */
@OnCluster
class PackagingsIT {

  private static final Duration ENDED = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String JRE = "localhost:5000/jre:17";
  private static final Path APPS = Path.of("src/it/apps");

  @RegisterExtension final Bench bench = new Bench();

  private ProjectCopy project;

  @Test
  void shipsAWarOnAServletContainer() throws Exception {
    project = bench.copy(APPS.resolve("war"));
    bench.start(bench.maven(project, "package")).succeed(ENDED);

    ship("shop", tomcat(), "-Ddev.jvmOptions=-Dshop.size=large");

    served("shop", "/text", "Hello from a WAR, sized large");
    served("shop", "/", "A page of the shop");
  }

  @Test
  void shipsTheJarThatSpringBootMadeByItsOwnLoader() {
    project = bench.copy(Example.SPRING);

    ship("greetings", JRE, "-Ddev.packaging=boot");

    served("greetings", "/text", "Hello from Spring");
  }

  @Test
  void shipsTheFastJarOfQuarkus() {
    project = bench.copy(APPS.resolve("quarkus"));

    ship("till", JRE);

    served("till", "/text", "Hello from Quarkus");
  }

  @Test
  void shipsANativeExecutableAndSaysWhyItIsNotLive() throws Exception {
    project = bench.copy(APPS.resolve("native"));
    Path executable = project.folder().resolve("target/scales");
    project.save("target/.keep", "");
    compile(project.folder().resolve("server.c"), executable);

    ship("scales", JRE);

    served("scales", "/", "Hello from a native program");
    MavenRun watch = bench.start(bench.onCluster(project, "dev:watch").set("dev.baseImage", JRE));
    assertThat(watch.fail(ENDED).console())
        .contains("scales is a native executable, and only an app that runs from a class path")
        .contains("dev:apply");
  }

  private void ship(String app, String base, String... options) {
    MavenCommand command =
        bench.onCluster(project, "package", "dev:image", "dev:push", "dev:apply");
    command.set("dev.baseImage", base);
    for (String option : options) {
      String[] pair = option.substring(2).split("=", 2);
      command.set(pair[0], pair[1]);
    }
    MavenRun run = bench.start(command);
    run.endInput();
    assertThat(run.succeed(ENDED).console()).contains(app + " is rolled out in namespace");
  }

  private void served(String app, String path, String text) {
    bench.namespace().awaitServedByEach(app, 1, path, text, SOON);
  }

  /** As the official image of Tomcat has it, but for the shell that starts it there. */
  private String tomcat() throws Exception {
    Path unpacked = project.folder().resolve("target/tomcat/apache-tomcat-10.1.59");
    for (String folder : List.of("logs", "temp", "work")) {
      Files.createDirectories(unpacked.resolve(folder));
    }
    String home = "/usr/local/tomcat";
    String image = "localhost:5000/tomcat:10.1";
    FileEntriesLayer layer =
        FileEntriesLayer.builder()
            .addEntryRecursive(
                unpacked, AbsoluteUnixPath.get(home), (file, path) -> permissions(file))
            .build();
    Jib.from(RegistryImage.named(JRE))
        .addFileEntriesLayer(layer)
        .addEnvironmentVariable("CATALINA_HOME", home)
        .setEntrypoint(
            "java",
            "-Dcatalina.home=" + home,
            "-cp",
            home + "/bin/bootstrap.jar:" + home + "/bin/tomcat-juli.jar",
            "org.apache.catalina.startup.Bootstrap",
            "start")
        .containerize(
            Containerizer.to(RegistryImage.named(image)).setAllowInsecureRegistries(true));
    return image;
  }

  /** Any user may write where Tomcat does. */
  private static FilePermissions permissions(Path file) {
    boolean written = Set.of("logs", "temp", "work").contains(file.getFileName().toString());
    return FilePermissions.fromOctalString(
        written ? "777" : Files.isDirectory(file) ? "755" : "644");
  }

  private static void compile(Path source, Path executable)
      throws IOException, InterruptedException {
    Process gcc =
        new ProcessBuilder("gcc", "-static", "-Os", "-o", executable.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gcc.exitValue()).isZero();
  }
}
