package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.List;

/** Shapes of projects: each way to process resources with each configuration of the compiler. */
final class Shapes {

  private Shapes() {}

  /** Part of a POM, and where the files lie that it is about. */
  private record Part(String name, String properties, String build, String directory) {

    Part(String name, String build, String directory) {
      this(name, "", build, directory);
    }
  }

  static List<Shape> all() {
    List<Shape> shapes = new ArrayList<>();
    for (Part compiler : compilers()) {
      for (Part resources : resources()) {
        shapes.add(shape(compiler, resources));
      }
    }
    shapes.addAll(ReactorShapes.all());
    shapes.addAll(PackagingShapes.all());
    shapes.addAll(EverydayShapes.all());
    shapes.addAll(GeneratorShapes.all());
    shapes.addAll(CompilerShapes.all());
    return List.copyOf(shapes);
  }

  private static List<Part> resources() {
    return List.of(
        new Part("plain resources", "", "src/main/resources"),
        new Part(
            "filtered resources",
            "<word>one</word>",
            resource("src/main/resources", "<filtering>true</filtering>"),
            "src/main/resources"),
        new Part(
            "a target path",
            resource("src/main/pages", "<targetPath>META-INF/pages</targetPath>"),
            "src/main/pages"),
        new Part(
            "included and excluded resources",
            resource(
                "src/main/resources",
                "<includes><include>**/*.html</include></includes>"
                    + "<excludes><exclude>drafts/**</exclude></excludes>"),
            "src/main/resources"),
        new Part(
            "two resource directories",
            "<resources>"
                + resourceOf("src/main/resources", "")
                + resourceOf("src/main/extra", "")
                + "</resources>",
            "src/main/extra"),
        new Part(
            "resources next to the sources",
            resource("src/main/java", "<excludes><exclude>**/*.java</exclude></excludes>"),
            "src/main/java"));
  }

  private static List<Part> compilers() {
    return List.of(
        compiler("the default compiler", ""),
        compiler("a release", "<release>17</release>"),
        compiler("parameter names", "<parameters>true</parameters>"),
        compiler("no debug information", "<debug>false</debug>"),
        compiler("debug level lines", "<debuglevel>lines</debuglevel>"),
        compiler("lint", "<compilerArgs><arg>-Xlint:all</arg></compilerArgs>"),
        compiler("no annotation processing", "<proc>none</proc>"),
        compiler(
            "warnings as errors",
            "<failOnWarning>true</failOnWarning><showWarnings>true</showWarnings>"),
        compiler("included sources", "<includes><include>com/example/**</include></includes>"),
        compiler("excluded sources", "<excludes><exclude>**/drafts/**</exclude></excludes>"));
  }

  private static Part compiler(String name, String configuration) {
    return new Part(
        name,
        """
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <configuration>%s</configuration>
            </plugin>
        """
            .formatted(configuration),
        "");
  }

  private static String resource(String directory, String configuration) {
    return "<resources>" + resourceOf(directory, configuration) + "</resources>";
  }

  private static String resourceOf(String directory, String configuration) {
    return "<resource><directory>" + directory + "</directory>" + configuration + "</resource>";
  }

  private static Shape shape(Part compiler, Part resources) {
    SampleSources sources = new SampleSources("src/main/java");
    SampleResources files = new SampleResources(resources.directory());
    Shape.Builder shape =
        Shape.named(compiler.name() + ", " + resources.name())
            .file("pom.xml", pom(compiler, resources))
            .files(sources.files())
            .files(files.files())
            .edits(sources.edits())
            .edits(files.edits());
    if (!resources.properties().isEmpty()) {
      shape.edit(
          "another property for filtering",
          (project, random) ->
              project.edit(
                  "pom.xml",
                  text ->
                      text.replaceFirst(
                          "<word>[^<]*<", "<word>word" + random.nextInt(1 << 20) + "<")));
    }
    return shape.build();
  }

  private static String pom(Part compiler, Part resources) {
    return SamplePom.of(
        resources.properties(),
        resources.build() + "\n<plugins>\n" + compiler.build() + "</plugins>");
  }
}
