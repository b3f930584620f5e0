package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Projects of several modules: a parent, a library, an app that uses it. */
final class ReactorShapes {

  private static final String LIBRARY = "lib/src/main/java/com/example/lib/Library.java";

  private static final String DEPENDENCY =
      "<dependency><groupId>org.apache.commons</groupId><artifactId>commons-lang3</artifactId>"
          + "<version>3.20.0</version></dependency>";

  private ReactorShapes() {}

  static List<Shape> all() {
    return List.of(
        shape("a reactor", "1.0-SNAPSHOT", ""),
        shape(
            "a reactor whose version is a property",
            "${revision}",
            "<revision>2.0-SNAPSHOT</revision>"));
  }

  private static Shape shape(String name, String version, String property) {
    SampleSources sources = new SampleSources("app/src/main/java");
    SampleResources resources = new SampleResources("app/src/main/resources");
    return Shape.named(name)
        .app("app")
        .file("pom.xml", parent(version, property))
        .file("lib/pom.xml", module("lib", version, ""))
        .file(
            "app/pom.xml",
            module(
                "app",
                version,
                "<dependency><groupId>com.example</groupId><artifactId>lib</artifactId>"
                    + "<version>${project.version}</version></dependency>"))
        .file(
            LIBRARY,
            """
            package com.example.lib;

            public class Library {
              public static final String NAME = "library 0";

              public String text() {
                return "text 0";
              }
            }
            """)
        .files(sources.files())
        .file(
            "app/src/main/java/com/example/app/UsesLibrary.java",
            """
            package com.example.app;

            import com.example.lib.Library;

            class UsesLibrary {
              String text() {
                return Library.NAME + new Library().text();
              }
            }
            """)
        .files(resources.files())
        .edits(sources.edits())
        .edits(resources.edits())
        .edits(ofModules())
        .build();
  }

  private static List<ShapeEdit> ofModules() {
    List<ShapeEdit> edits = new ArrayList<>();
    edits.add(
        ShapeEdit.of(
            "a method body of the library",
            (project, random) ->
                project.edit(
                    LIBRARY,
                    text ->
                        text.replaceFirst("\"text \\w*\"", "\"text " + number(random) + "\""))));
    edits.add(
        ShapeEdit.of(
            "a constant of the library",
            (project, random) ->
                project.edit(
                    LIBRARY,
                    text ->
                        text.replaceFirst(
                            "\"library \\w*\"", "\"library " + number(random) + "\""))));
    edits.add(
        ShapeEdit.of(
            "another method of the library",
            (project, random) ->
                project.edit(
                    LIBRARY,
                    text ->
                        text.replaceFirst(
                            "\n}\n$", "\n\n  public void added" + number(random) + "() {}\n}\n"))));
    edits.add(
        ShapeEdit.of(
            "a property of the parent POM, for filtering",
            (project, random) ->
                project.edit(
                    "pom.xml",
                    text ->
                        text.replaceFirst("<word>[^<]*<", "<word>word" + number(random) + "<"))));
    edits.add(
        ShapeEdit.of(
            "a compiler option in the parent POM, or back",
            (project, random) ->
                project.edit(
                    "pom.xml",
                    text ->
                        text.contains("<parameters>true")
                            ? text.replace("<parameters>true", "<parameters>false")
                            : text.replace("<parameters>false", "<parameters>true"))));
    for (String module : List.of("app", "lib")) {
      edits.add(
          ShapeEdit.of(
              "a dependency of " + module + ", or back",
              (project, random) ->
                  project.edit(
                      module + "/pom.xml",
                      text ->
                          text.contains(DEPENDENCY)
                              ? text.replace(DEPENDENCY, "")
                              : text.replace("<dependencies>", "<dependencies>" + DEPENDENCY))));
    }
    edits.add(
        ShapeEdit.of(
            "a resource of the library",
            (project, random) ->
                project.save("lib/src/main/resources/lib.txt", "text " + number(random))));
    return edits;
  }

  private static int number(Random random) {
    return random.nextInt(1 << 20);
  }

  private static String parent(String version, String property) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>com.example</groupId>
      <artifactId>parent</artifactId>
      <version>%s</version>
      <packaging>pom</packaging>
      <modules>
        <module>lib</module>
        <module>app</module>
      </modules>
      <properties>
        <maven.compiler.release>17</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        <word>one</word>
        %s
      </properties>
      <build>
        <resources>
          <resource><directory>src/main/resources</directory><filtering>true</filtering></resource>
        </resources>
        <plugins>
          <plugin>
            <artifactId>maven-compiler-plugin</artifactId>
            <configuration><parameters>false</parameters></configuration>
          </plugin>
        </plugins>
      </build>
    </project>
    """
        .formatted(version, property);
  }

  private static String module(String name, String version, String dependency) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <parent>
        <groupId>com.example</groupId>
        <artifactId>parent</artifactId>
        <version>%s</version>
      </parent>
      <artifactId>%s</artifactId>
      <dependencies>%s</dependencies>
    </project>
    """
        .formatted(version, name, dependency);
  }
}
