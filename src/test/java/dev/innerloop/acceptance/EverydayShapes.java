package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Projects whose files are not all where they seem to be. */
final class EverydayShapes {

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
            pom("")
                .replace(">app<", ">parent<")
                .replace(
                    "<properties>",
                    "<packaging>pom</packaging><modules><module>app</module></modules><properties>"))
        .file("app/pom.xml", pom(resource("${project.basedir}/../shared/resources", "")))
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
            pom(
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
        .file("pom.xml", pom(""))
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

  private static String pom(String build) {
    return SamplePom.of("<word>one</word>", build);
  }
}
