package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Projects whose files are not all where they seem to be. */
final class EverydayShapes {

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>app</artifactId>
        <version>1.0-SNAPSHOT</version>
        <properties>
          <maven.compiler.source>17</maven.compiler.source>
          <maven.compiler.target>17</maven.compiler.target>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          <word>one</word>
        </properties>
        <build>
          @build@
        </build>
      </project>
      """;

  private EverydayShapes() {}

  static List<Shape> all() {
    return List.of(besideTheModule(), filteredIntoAnotherDirectory(), replacedAsAWhole());
  }

  private static Shape besideTheModule() {
    SampleSources sources = new SampleSources("app/src/main/java");
    SampleResources resources = new SampleResources("shared/resources");
    return Shape.named("a resource directory next to the module")
        .app("app")
        .file(
            "pom.xml",
            POM.replace(">app<", ">parent<")
                .replace(
                    "<properties>",
                    "<packaging>pom</packaging><modules><module>app</module></modules><properties>")
                .replace("@build@", ""))
        .file(
            "app/pom.xml",
            POM.replace("@build@", resource("${project.basedir}/../shared/resources", "")))
        .files(sources.files())
        .files(resources.files())
        .edits(sources.edits())
        .edits(resources.edits())
        .build();
  }

  private static Shape filteredIntoAnotherDirectory() {
    SampleSources sources = new SampleSources("src/main/java");
    SampleResources resources = new SampleResources("src/main/pages");
    return Shape.named("filtered resources with a target path")
        .file(
            "pom.xml",
            POM.replace(
                "@build@",
                resource(
                    "src/main/pages",
                    "<targetPath>META-INF/pages</targetPath><filtering>true</filtering>")))
        .files(sources.files())
        .files(resources.files())
        .edits(sources.edits())
        .edits(resources.edits())
        .build();
  }

  private static Shape replacedAsAWhole() {
    SampleSources sources = new SampleSources("src/main/java");
    SampleResources resources = new SampleResources("src/main/resources");
    return Shape.named("src is replaced as a whole")
        .file("pom.xml", POM.replace("@build@", ""))
        .files(sources.files())
        .files(resources.files())
        .edits(sources.edits())
        .edits(resources.edits())
        .edit(
            "another src",
            (project, random) -> {
              Path src = project.folder().resolve("src");
              Path next = src.resolveSibling("next");
              for (var each : FileTree.files(src).entrySet()) {
                Path copy = next.resolve(each.getKey());
                Files.createDirectories(copy.getParent());
                Files.copy(each.getValue(), copy);
              }
              Files.writeString(
                  next.resolve("main/resources/another.html"), "<p>" + random.nextInt(1 << 20));
              FileTree.delete(src);
              Files.move(next, src);
            })
        .build();
  }

  private static String resource(String directory, String configuration) {
    return "<resources><resource><directory>"
        + directory
        + "</directory>"
        + configuration
        + "</resource></resources>";
  }
}
