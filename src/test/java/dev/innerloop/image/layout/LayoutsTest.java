package dev.innerloop.image.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.innerloop.image.TestApp;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.project.metadata.ProjectInfo;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutsTest {

  private static final Map<String, String> JRE =
      Map.of("JAVA_HOME", "/opt/java", "JAVA_VERSION", "17");

  @TempDir Path folder;
  TestApp project;

  @BeforeEach
  void write() throws Exception {
    project = TestApp.in(folder);
  }

  @Test
  void addsTheFilesOfTheProjectAtTheRootAndKeepsWhatMayBeRun() throws Exception {
    Path script = project.write("shop/src/main/image/usr/local/bin/start", "#!/bin/sh");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Path text = project.write("shop/src/main/image/etc/motd", "hello");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-------"));

    ImageRequest image = image(project.app(17), JRE);

    ImageLayer last = image.layers().get(image.layers().size() - 1);
    assertThat(last.name()).isEqualTo("src/main/image");
    assertThat(last.files())
        .extracting(ImageLayer.Entry::path, ImageLayer.Entry::executable)
        .containsExactlyInAnyOrder(tuple("/usr/local/bin/start", true), tuple("/etc/motd", false));
  }

  @Test
  void givesTheOptionsOfTheUserToTheJvmAfterOurs() {
    ImageRequest image =
        AppImage.of(
            new AppImageInputs(
                project.app(17),
                List.of("-Xss512k", "-Dname=a b"),
                new TreeSet<>(Set.of(9090)),
                Optional.of("0123456789abcdef0123456789abcdef01234567")),
            base(JRE),
            Optional.empty());

    assertThat(image.run().entrypoint())
        .containsExactly(
            "/opt/java/bin/java",
            "-XX:MaxRAMPercentage=70",
            "-Xss512k",
            "-Dname=a b",
            "-cp",
            "@/app/classpath",
            "shop.Main");
    assertThat(image.run().ports()).containsExactly(8080, 9090);
    assertThat(image.labels())
        .containsEntry(
            "org.opencontainers.image.revision", "0123456789abcdef0123456789abcdef01234567");
  }

  @Test
  void startsWithTheArgumentsInTheDirectoryOfTheFilesThatTheyName() throws Exception {
    Path named = project.write("shop/config.yml", "port: 1");
    Path own = project.write("shop/config/application.yml", "port: 2");
    App app =
        project
            .app(17)
            .startedWith(
                List.of("server", "config.yml"),
                List.of(
                    new WorkingPath(named, "config.yml", true),
                    new WorkingPath(own.resolveSibling(""), "config", false)));

    ImageRequest image = image(app, JRE);

    assertThat(image.run().entrypoint()).endsWith("-cp", "@/app/classpath", "shop.Main");
    assertThat(image.run().arguments()).containsExactly("server", "config.yml");
    assertThat(image.run().workingDirectory()).contains("/app/work");
    assertThat(image.layers())
        .filteredOn(layer -> layer.name().equals("working directory"))
        .flatExtracting(ImageLayer::files)
        .extracting(ImageLayer.Entry::path)
        .containsExactly("/app/work/config.yml");
  }

  @Test
  void refusesArgumentsForAServletContainer() {
    App app =
        project
            .app(17)
            .as(new Packaging.War(folder.resolve("webapp"), Optional.empty(), "tomcat:10.1"))
            .startedWith(List.of("server"), List.of());

    assertThatThrownBy(() -> image(app, Map.of("CATALINA_HOME", "/usr/local/tomcat")))
        .hasMessage(
            "dev.arguments is set, and shop is a WAR, which a servlet container starts without"
                + " arguments");
  }

  @Test
  void leavesTheWorkingDirectoryOfTheBaseImageToAnAppThatReadsNoFiles() {
    assertThat(image(project.app(17), JRE).run().workingDirectory()).isEmpty();
  }

  @Test
  void saysOfItselfWhatThePomSays() {
    App app = project.app(17);
    ProjectInfo about =
        new ProjectInfo(
            Optional.of("The Shop"),
            "Sells things",
            Optional.of("https://shop.example.com"),
            Optional.of("https://git.example.com/shop"),
            Optional.of("ACME"),
            List.of("Apache-2.0", "MIT"));

    ImageRequest image =
        image(
            new App(
                app.name(),
                app.coordinates(),
                about,
                app.packaging(),
                app.modules(),
                app.classPath(),
                app.javaRelease(),
                app.framework(),
                app.endpoints(),
                app.arguments(),
                app.packageAccess(),
                app.workingPaths()),
            JRE);

    assertThat(image.labels())
        .containsExactly(
            Map.entry("org.opencontainers.image.base.digest", "sha256:0"),
            Map.entry("org.opencontainers.image.base.name", "acme/base:1"),
            Map.entry("org.opencontainers.image.description", "Sells things"),
            Map.entry("org.opencontainers.image.licenses", "Apache-2.0 OR MIT"),
            Map.entry("org.opencontainers.image.source", "https://git.example.com/shop"),
            Map.entry("org.opencontainers.image.title", "The Shop"),
            Map.entry("org.opencontainers.image.url", "https://shop.example.com"),
            Map.entry("org.opencontainers.image.vendor", "ACME"),
            Map.entry("org.opencontainers.image.version", "1.2"));
  }

  @Test
  void unpacksAWebApplicationIntoTheContainerOfItsBase() throws Exception {
    project.write("shop/src/main/webapp/index.jsp", "page");
    project.write("shop/src/main/webapp/WEB-INF/web.xml", "<web-app/>");
    project.write("model/target/classes/META-INF/web-fragment.xml", "<web-fragment/>");

    ImageRequest image = image(war(Optional.empty()), Map.of("CATALINA_HOME", "/opt/tomcat/"));

    assertThat(paths(image))
        .containsExactly(
            Map.entry("dependencies", List.of("/opt/tomcat/webapps/ROOT/WEB-INF/lib/lib-1.0.jar")),
            Map.entry(
                "snapshot dependencies",
                List.of("/opt/tomcat/webapps/ROOT/WEB-INF/lib/next-2-SNAPSHOT.jar")),
            Map.entry("modules", List.of("/opt/tomcat/webapps/ROOT/WEB-INF/lib/model.jar")),
            Map.entry(
                "resources",
                List.of(
                    "/opt/tomcat/webapps/ROOT/WEB-INF/classes/messages.properties",
                    "/opt/tomcat/webapps/ROOT/WEB-INF/web.xml",
                    "/opt/tomcat/webapps/ROOT/index.jsp")),
            Map.entry(
                "classes", List.of("/opt/tomcat/webapps/ROOT/WEB-INF/classes/shop/Main.class")));
    assertThat(image.run().entrypoint()).as("that of the base").isEmpty();
    assertThat(image.run().environment())
        .containsExactly(Map.entry("JDK_JAVA_OPTIONS", "-XX:MaxRAMPercentage=70"));
  }

  @Test
  void aModuleIsTheSameJarWheneverItsFilesWereWritten() throws Exception {
    byte[] first = bytes(modules(image(war(Optional.empty()), tomcat())));
    Files.setLastModifiedTime(
        folder.resolve("model/target/classes/model/Item.class"), FileTime.fromMillis(0));

    assertThat(bytes(modules(image(war(Optional.empty()), tomcat())))).isEqualTo(first);
  }

  @Test
  void saysThatABaseHasNoContainerForAWebApplication() {
    assertProblem(
        () -> image(war(Optional.empty()), JRE),
        "shop is a WAR, but acme/base:1 has no known servlet container: it has neither"
            + " CATALINA_HOME nor JETTY_BASE",
        "Use a base image with Tomcat or Jetty:\n-Ddev.baseImage=tomcat:10.1-jre17-temurin");
  }

  @Test
  void takesWhatThePluginMadeOfAWarThatThePomSaysMoreOf() throws Exception {
    Path packaged = folder.resolve("shop/target/shop-1.2");
    assertProblem(
        () -> image(war(Optional.of(packaged)), tomcat()),
        "The POM of shop configures additional content of its WAR, which is not packaged: "
            + packaged
            + " does not exist",
        "Package it first: mvn package dev:image");

    project.write("shop/target/shop-1.2/WEB-INF/classes/shop/Main.class", "main");
    project.write("shop/target/shop-1.2/WEB-INF/lib/lib-1.0.jar", "lib");
    project.write("shop/target/shop-1.2/filtered.html", "page");
    assertThat(paths(image(war(Optional.of(packaged)), tomcat())))
        .containsExactly(
            Map.entry("dependencies", List.of("/opt/tomcat/webapps/ROOT/WEB-INF/lib/lib-1.0.jar")),
            Map.entry("resources", List.of("/opt/tomcat/webapps/ROOT/filtered.html")),
            Map.entry(
                "classes", List.of("/opt/tomcat/webapps/ROOT/WEB-INF/classes/shop/Main.class")));

    project.write("shop/target/classes/shop/Main.class", "compiled since");
    assertProblem(
        () -> image(war(Optional.of(packaged)), tomcat()),
        "The WAR of shop is older than its classes: shop/Main.class differs",
        "Package it again: mvn package dev:image");
  }

  @Test
  void unpacksTheJarOfSpringBootByItsOwnIndexOfLayers() throws Exception {
    Path jar = bootJar("main");

    ImageRequest image = image(boot(jar), JRE);

    assertThat(paths(image))
        .containsExactly(
            Map.entry("dependencies", List.of("/app/BOOT-INF/lib/lib-1.0.jar")),
            Map.entry("spring-boot-loader", List.of("/app/org/boot/Launcher.class")),
            Map.entry(
                "application",
                List.of(
                    "/app/BOOT-INF/classes/shop/Main.class",
                    "/app/BOOT-INF/layers.idx",
                    "/app/META-INF/MANIFEST.MF")));
    assertThat(image.run().entrypoint())
        .containsExactly(
            "/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-cp", "/app", "org.boot.Launcher");
    assertThat(bytes(image.layers().get(0).files().get(0).source())).asString().isEqualTo("lib");
  }

  @Test
  void saysThatTheJarOfSpringBootIsMissingPlainOrOld() throws Exception {
    Path jar = folder.resolve("shop/target/shop-1.2.jar");
    String remedy =
        "Package it first: mvn package dev:image\nor use its class path: -Ddev.packaging=classpath";
    assertProblem(
        () -> image(boot(jar), JRE),
        "shop is configured as an unpacked Spring Boot jar, but " + jar + " does not exist",
        remedy);
    zip(jar, Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n"));
    assertProblem(
        () -> image(boot(jar), JRE),
        "shop is configured as an unpacked Spring Boot jar, but "
            + jar
            + " was not created by Spring Boot's repackage goal",
        remedy);
    bootJar("compiled before");
    assertProblem(
        () -> image(boot(jar), JRE),
        "The jar of shop is older than its classes: shop/Main.class differs",
        "Package it again: mvn package dev:image");
  }

  @Test
  void takesTheFastJarOfQuarkus() throws Exception {
    Path fast = folder.resolve("shop/target/quarkus-app");
    App app = project.app(17).as(new Packaging.QuarkusApp(fast));
    assertProblem(
        () -> image(app, JRE),
        "shop is a Quarkus app, but " + fast.resolve("quarkus-run.jar") + " does not exist",
        "Package it first: mvn package dev:image\n"
            + "For a native executable: -Ddev.packaging=native");
    for (String file :
        List.of(
            "quarkus-run.jar",
            "lib/boot/boot.jar",
            "lib/main/lib.jar",
            "quarkus/generated-bytecode.jar",
            "quarkus/quarkus-application.dat")) {
      project.write("shop/target/quarkus-app/" + file, file);
    }
    zip(
        Files.createDirectories(fast.resolve("app")).resolve("shop.jar"),
        Map.of("shop/Main.class", "main"));

    ImageRequest image = image(app, JRE);

    assertThat(paths(image))
        .containsExactly(
            Map.entry("dependencies", List.of("/app/lib/boot/boot.jar", "/app/lib/main/lib.jar")),
            Map.entry(
                "generated by Quarkus",
                List.of(
                    "/app/quarkus/generated-bytecode.jar", "/app/quarkus/quarkus-application.dat")),
            Map.entry("classes", List.of("/app/app/shop.jar", "/app/quarkus-run.jar")));
    assertThat(image.run().entrypoint())
        .containsExactly(
            "/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-jar", "/app/quarkus-run.jar");
    project.write("shop/target/classes/shop/New.class", "new");
    assertProblem(
        () -> image(app, JRE),
        "The fast-jar of shop is older than its classes: shop/New.class differs",
        "Package it again: mvn package dev:image");
  }

  @Test
  void putsANativeExecutableOnABaseWithoutJava() throws Exception {
    Path target = folder.resolve("shop/target");
    App app =
        project.app(17).as(new Packaging.NativeExecutable(target, List.of("shop-runner", "shop")));
    assertProblem(
        () -> image(app, Map.of()),
        "shop has no native executable: found neither "
            + target.resolve("shop-runner")
            + " nor "
            + target.resolve("shop"),
        "Build it first, with GraalVM's native:compile or with Quarkus: mvn package -Dnative"
            + " dev:image -Ddev.packaging=native");
    byte[] program = new byte[32];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, program, 0, 4);
    program[18] = 62;
    Files.write(target.resolve("shop"), program);

    ImageRequest image = image(app, Map.of());

    assertThat(paths(image)).containsExactly(Map.entry("executable", List.of("/app/shop")));
    assertThat(image.layers().get(0).files().get(0).executable()).isTrue();
    assertThat(image.run().entrypoint()).containsExactly("/app/shop");
    assertThat(image.run().java()).isEmpty();
    assertThat(DefaultBase.of(app)).isEqualTo("gcr.io/distroless/java-base-debian13");
  }

  @Test
  void takesATomcatThatThereIsForTheRelease() {
    Path webapp = folder.resolve("webapp");

    assertThat(DefaultBase.of(new Packaging.War(webapp, Optional.empty(), "tomcat:10.1"), 11))
        .isEqualTo("tomcat:10.1-jre11-temurin");
    assertThat(DefaultBase.of(new Packaging.War(webapp, Optional.empty(), "tomcat:11.0"), 11))
        .as("Tomcat 11 needs Java 17")
        .isEqualTo("tomcat:11.0-jre17-temurin");
  }

  @Test
  void refusesANativeExecutableOfAnotherMachineOrSystem() throws Exception {
    Path file = folder.resolve("shop/target/shop");
    App app =
        project
            .app(17)
            .as(new Packaging.NativeExecutable(folder.resolve("shop/target"), List.of("shop")));
    byte[] program = new byte[32];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, program, 0, 4);
    program[18] = (byte) 183;
    Files.write(file, program);
    assertThatThrownBy(() -> image(app, Map.of()))
        .hasMessage(file + " is an executable for linux/arm64, but the image is for linux/amd64");

    Files.write(file, new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe});
    assertThatThrownBy(() -> image(app, Map.of()))
        .hasMessage(
            file
                + " is an executable for an operating system other than Linux, but the image is for"
                + " linux/amd64");
  }

  private App war(Optional<Path> packaged) {
    return project
        .app(17)
        .as(new Packaging.War(folder.resolve("shop/src/main/webapp"), packaged, "tomcat:10.1"));
  }

  private App boot(Path jar) {
    return project.app(17).as(new Packaging.BootJar(jar, "shop.Main"));
  }

  private Path bootJar(String main) throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "META-INF/MANIFEST.MF",
        """
        Manifest-Version: 1.0
        Main-Class: org.boot.Launcher
        Spring-Boot-Classes: BOOT-INF/classes/
        Spring-Boot-Layers-Index: BOOT-INF/layers.idx

        """);
    files.put("org/boot/Launcher.class", "launcher");
    files.put("BOOT-INF/classes/shop/Main.class", main);
    files.put("BOOT-INF/lib/lib-1.0.jar", "lib");
    files.put(
        "BOOT-INF/layers.idx",
        """
        - "dependencies":
          - "BOOT-INF/lib/"
        - "spring-boot-loader":
          - "org/"
        - "snapshot-dependencies":
        - "application":
          - "BOOT-INF/classes/"
          - "BOOT-INF/layers.idx"
          - "META-INF/"
        """);
    return zip(folder.resolve("shop/target/shop-1.2.jar"), files);
  }

  private static Path zip(Path file, Map<String, String> content) throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> each : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static Map<String, String> tomcat() {
    return Map.of("CATALINA_HOME", "/opt/tomcat");
  }

  private static ImageLayer.Source modules(ImageRequest image) {
    return image.layers().stream()
        .filter(layer -> layer.name().equals("modules"))
        .findFirst()
        .orElseThrow()
        .files()
        .get(0)
        .source();
  }

  private static byte[] bytes(ImageLayer.Source source) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    source.writeTo(out);
    assertThat(source.size()).isEqualTo(out.size());
    return out.toByteArray();
  }

  private static Map<String, List<String>> paths(ImageRequest image) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (ImageLayer layer : image.layers()) {
      List<String> files = new ArrayList<>(layer.files().stream().map(it -> it.path()).toList());
      files.sort(null);
      paths.put(layer.name(), files);
    }
    return paths;
  }

  private void assertProblem(ThrowingCallable action, String what, String remedy) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.getMessage()).isEqualTo(what);
              assertThat(problem.remedy()).isEqualTo(remedy);
            });
  }

  private static ImageRequest image(App app, Map<String, String> environment) {
    return AppImage.of(AppImageInputs.of(app), base(environment), Optional.empty());
  }

  private static InspectedImage base(Map<String, String> environment) {
    return new InspectedImage(
        "acme/base:1",
        "sha256:0",
        "amd64",
        List.of("start"),
        List.of(),
        environment,
        Optional.of("1001"));
  }
}
