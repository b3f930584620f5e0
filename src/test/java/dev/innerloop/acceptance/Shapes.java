package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Shapes of projects: each way to process resources with each configuration of the compiler. */
final class Shapes {

  private static final String JAVA = "src/main/java/com/example/app/";
  private static final String TEXT = JAVA + "Text.java";

  private static final String MAIN =
      """
      package com.example.app;

      public class Main {
        public static void main(String[] args) throws InterruptedException {
          System.out.println(new Text().text());
          new java.util.concurrent.CountDownLatch(1).await();
        }
      }
      """;

  private static final String TEXT_SOURCE =
      """
      package com.example.app;

      class Text {
        static final int NUMBER = 1;

        String text() {
          return "text 0";
        }
      }
      """;

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
    String directory = resources.directory() + "/";
    Shape.Builder shape =
        Shape.named(compiler.name() + ", " + resources.name())
            .file("pom.xml", pom(compiler, resources))
            .file(JAVA + "Main.java", MAIN)
            .file(TEXT, TEXT_SOURCE)
            .file(directory + "static/page.html", "<p>${word} 0</p>\n")
            .file(directory + "data", "a file\n");
    sources(shape);
    files(shape, directory);
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

  private static void sources(Shape.Builder shape) {
    shape
        .edit(
            "method body",
            (project, random) ->
                project.edit(
                    TEXT,
                    text ->
                        text.replaceFirst(
                            "return \"[^\"]*\"", "return \"text " + random.nextInt(1 << 20) + '"')))
        .edit(
            "another method",
            (project, random) ->
                project.edit(
                    TEXT,
                    text ->
                        text.replaceFirst(
                            "\n}\n$",
                            "\n\n  int added"
                                + random.nextInt(1 << 20)
                                + "() {\n    return 1;\n  }\n}\n")))
        .edit(
            "another constant",
            (project, random) ->
                project.edit(
                    TEXT,
                    text ->
                        text.replaceFirst(
                            "NUMBER = \\d+", "NUMBER = " + (2 + random.nextInt(1 << 20)))))
        .edit("a new class", (project, random) -> newClass(project, "com/example/app", random))
        .edit("a new package", (project, random) -> newClass(project, newPackage(random), random))
        .edit(
            "a comment",
            (project, random) ->
                project.edit(TEXT, text -> "// " + random.nextInt(1 << 20) + "\n" + text))
        .edit("a deleted class", Shapes::deleteClass)
        .edit("a renamed class", Shapes::renameClass)
        .edit(
            "a package that is replaced",
            (project, random) -> {
              FileTree.delete(project.folder().resolve("src/main/java/com/example/more"));
              newClass(project, "com/example/more/a" + random.nextInt(9), random);
              newClass(project, "com/example/more", random);
            });
  }

  private static void files(Shape.Builder shape, String directory) {
    String page = directory + "static/page.html";
    shape
        .edit(
            "a resource",
            (project, random) ->
                project.save(page, "<p>${word} " + random.nextInt(1 << 20) + "</p>\n"))
        .edit(
            "a new resource",
            (project, random) ->
                project.save(
                    directory + "new/" + random.nextInt(1 << 20) + ".html",
                    "new " + random.nextInt(1 << 20) + "\n"))
        .edit(
            "a deleted resource directory",
            (project, random) -> FileTree.delete(project.folder().resolve(directory + "new")))
        .edit(
            "a renamed resource directory",
            (project, random) -> {
              Path from = project.folder().resolve(directory + "new");
              if (Files.isDirectory(from)) {
                Files.move(from, from.resolveSibling("renamed" + random.nextInt(1 << 20)));
              }
            })
        .edit(
            "a file that becomes a directory, or back",
            (project, random) -> {
              Path data = project.folder().resolve(directory + "data");
              if (Files.isDirectory(data)) {
                FileTree.delete(data);
                project.save(directory + "data", "a file " + random.nextInt(1 << 20) + "\n");
              } else {
                Files.delete(data);
                project.save(directory + "data/part.html", "part " + random.nextInt(1 << 20));
              }
            });
  }

  private static String newPackage(Random random) {
    return "com/example/p" + random.nextInt(1 << 20);
  }

  private static void newClass(ProjectCopy project, String directory, Random random) {
    String name = "Extra" + random.nextInt(1 << 20);
    project.save(
        "src/main/java/" + directory + "/" + name + ".java",
        "package %s;\n\npublic class %s {\n  public static int number() {\n    return %d;\n  }\n}\n"
            .formatted(directory.replace('/', '.'), name, random.nextInt(1 << 20)));
  }

  private static void deleteClass(ProjectCopy project, Random random) throws IOException {
    List<Path> extras = extras(project);
    if (!extras.isEmpty()) {
      Files.delete(extras.get(random.nextInt(extras.size())));
    }
  }

  private static void renameClass(ProjectCopy project, Random random) throws IOException {
    List<Path> extras = extras(project);
    if (!extras.isEmpty()) {
      Path old = extras.get(random.nextInt(extras.size()));
      String name = old.getFileName().toString().replace(".java", "");
      String renamed = "Extra" + random.nextInt(1 << 20);
      Files.writeString(
          old.resolveSibling(renamed + ".java"), Files.readString(old).replace(name, renamed));
      Files.delete(old);
    }
  }

  private static List<Path> extras(ProjectCopy project) throws IOException {
    try (Stream<Path> files = Files.walk(project.folder().resolve("src/main/java"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("Extra\\d+\\.java"))
          .sorted()
          .toList();
    }
  }

  private static String pom(Part compiler, Part resources) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("@properties@", resources.properties());
    parts.put("@resources@", resources.build());
    parts.put("@plugin@", compiler.build());
    String pom =
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
            @properties@
          </properties>
          <build>
            @resources@
            <plugins>
        @plugin@    </plugins>
          </build>
        </project>
        """;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      pom = pom.replace(part.getKey(), part.getValue());
    }
    return pom;
  }
}
