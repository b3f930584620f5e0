package dev.innerloop.image.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.image.TestApp;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppImageTest {

  @TempDir Path folder;
  TestApp project;

  @BeforeEach
  void write() throws Exception {
    project = TestApp.in(folder);
  }

  @Test
  void javaEightGetsItsClassPathOnTheCommandLineAndTheFileIsThereForOthers() {
    ImageRequest request = image(project.app(8), base("0", "8"));

    assertThat(request.run().entrypoint())
        .containsExactly(
            "java",
            "-XX:MaxRAMPercentage=70",
            "-cp",
            "/app/classes:/app/modules/model:/app/lib/lib-1.0.jar:/app/lib/next-2-SNAPSHOT.jar",
            "shop.Main");
    assertThat(request.layers())
        .flatExtracting(ImageLayer::files)
        .filteredOn(file -> file.path().equals("/app/classpath"))
        .extracting(file -> ((ImageLayer.Source.Text) file.source()).text())
        .containsExactly(
            "\"/app/classes:/app/modules/model:/app/lib/lib-1.0.jar:/app/lib/next-2-SNAPSHOT.jar\"");
  }

  @Test
  void javaReadsTheClassPathThatWeWriteForIt() throws Exception {
    ImageRequest request = image(project.app(17), base("0", "17"));
    String text =
        request.layers().stream()
            .flatMap(layer -> layer.files().stream())
            .filter(file -> file.path().equals("/app/classpath"))
            .map(file -> ((ImageLayer.Source.Text) file.source()).text())
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("classpath"), text);
    Path source =
        Files.writeString(
            folder.resolve("Show.java"),
            "class Show { public static void main(String[] a) {"
                + " System.out.print(System.getProperty(\"java.class.path\")); } }");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxRAMPercentage=70",
                "-cp",
                "@" + file,
                source.toString())
            .redirectErrorStream(true)
            .start();
    String classPath = new String(java.getInputStream().readAllBytes());

    assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(classPath)
        .isEqualTo(
            "/app/classes:/app/modules/model:/app/lib/lib-1.0.jar:/app/lib/next-2-SNAPSHOT.jar");
  }

  @Test
  void keepsTheUserOfABaseThatProvesNotToBeRoot() {
    assertThat(image(project.app(17), base("1001", "17")).run().user()).isEmpty();
    assertThat(image(project.app(17), base("root", "17")).run().user()).contains("65532:65532");
  }

  @Test
  void anAppThatWasNeverCompiledHasNoClasses() throws Exception {
    Files.delete(folder.resolve("shop/target/classes/shop/Main.class"));
    Files.delete(folder.resolve("model/target/classes/model/Item.class"));

    assertThat(image(project.app(17), base("0", "17")).layers())
        .extracting(ImageLayer::name)
        .containsExactly("dependencies", "snapshot dependencies", "resources");
  }

  @Test
  void refusesABaseWhoseJavaIsTooOld() {
    assertThatThrownBy(() -> image(project.app(21), base("0", "jdk-17.0.9+9")))
        .hasMessage("shop is compiled for Java 21, and acme/base:1 has Java 17")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Use a base image with a newer Java, or compile for an older release:\n"
                + "-Ddev.baseImage=eclipse-temurin:21-jre");
  }

  private static ImageRequest image(App app, InspectedImage base) {
    return AppImage.of(AppImageInputs.of(app), base, Optional.of("java"));
  }

  private static InspectedImage base(String user, String javaVersion) {
    return new InspectedImage(
        "acme/base:1",
        "sha256:0",
        "amd64",
        List.of("java"),
        List.of(),
        Map.of("JAVA_VERSION", javaVersion),
        Optional.of(user));
  }
}
