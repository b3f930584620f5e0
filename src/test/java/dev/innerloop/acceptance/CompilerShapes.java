package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Projects that configure their compiler, each in one way that decides what the classes are. */
final class CompilerShapes {

  private static final String EXCLUDED =
      "src/main/java/com/example/app/drafts/UsedThoughExcluded.java";
  private static final String PACKAGE = "src/main/java/com/example/app/drafts/package-info.java";
  private static final String WARNING = "src/main/java/com/example/app/Warned.java";

  private CompilerShapes() {}

  static List<Shape> all() {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(stepAfterTheCompiler());
    shapes.add(excludedSourcesThatAreUsed());
    shapes.add(shape("preview features", "<enablePreview>true</enablePreview>", "").build());
    shapes.add(
        shape(
                "a compiler with a JVM of its own",
                "<fork>true</fork><compilerArgs><arg>-J-Dkey=value</arg></compilerArgs>",
                "")
            .build());
    shapes.add(
        shape("a parameter of the build", "<failOnError>false</failOnError>", "")
            .withoutErrors()
            .build());
    shapes.add(packageInfo());
    shapes.add(lintThatIsAnError());
    shapes.add(
        shape(
                "another directory of generated sources",
                "<generatedSourcesDirectory>${project.build.directory}/annotations"
                    + "</generatedSourcesDirectory><debug>false</debug>",
                "")
            .build());
    return List.copyOf(shapes);
  }

  private static Shape stepAfterTheCompiler() {
    return shape(
            "a step after the compiler",
            "",
            """
            <plugin>
              <artifactId>maven-antrun-plugin</artifactId>
              <version>3.2.0</version>
              <executions><execution>
                <phase>process-classes</phase>
                <goals><goal>run</goal></goals>
                <configuration><target>
                  <copy file="${project.build.outputDirectory}/com/example/app/Text.class"
                        tofile="${project.build.outputDirectory}/woven/Text.bin" overwrite="true"/>
                </target></configuration>
              </execution></executions>
            </plugin>
            """)
        .build();
  }

  private static Shape excludedSourcesThatAreUsed() {
    return shape(
            "excluded sources that others use",
            "<excludes><exclude>**/drafts/**</exclude></excludes>",
            "")
        .file(
            EXCLUDED,
            """
            package com.example.app.drafts;

            public class UsedThoughExcluded {
              public static final int NUMBER = 1;
            }
            """)
        .file(
            "src/main/java/com/example/app/drafts/Draft.java",
            "package com.example.app.drafts;\n\nclass Draft {}\n")
        .file(
            "src/main/java/com/example/app/UsesDraft.java",
            """
            package com.example.app;

            class UsesDraft {
              int number() {
                return com.example.app.drafts.UsedThoughExcluded.NUMBER;
              }
            }
            """)
        .edit(
            "a constant of an excluded source",
            (project, random) ->
                project.edit(
                    EXCLUDED,
                    text -> text.replaceFirst("NUMBER = \\d+", "NUMBER = " + number(random))))
        .build();
  }

  private static Shape packageInfo() {
    return shape("a package description", "", "")
        .edit(
            "another package description",
            (project, random) ->
                project.save(
                    PACKAGE,
                    "/** Number " + number(random) + ". */\npackage com.example.app.drafts;\n"))
        .build();
  }

  private static Shape lintThatIsAnError() {
    return shape(
            "lint that is an error",
            "<compilerArgs><arg>-Xlint:rawtypes</arg><arg>-Werror</arg></compilerArgs>",
            "")
        .edits(
            List.of(
                new ShapeEdit(
                    "a warning, or none",
                    true,
                    false,
                    (project, random) ->
                        project.save(
                            WARNING,
                            "package com.example.app;\n\nclass Warned {\n  java.util.List"
                                + (random.nextBoolean() ? "" : "<String>")
                                + " list"
                                + number(random)
                                + ";\n}\n"))))
        .build();
  }

  private static Shape.Builder shape(String name, String configuration, String plugin) {
    SampleSources sources = new SampleSources("src/main/java");
    SampleResources resources = new SampleResources("src/main/resources");
    return Shape.named(name)
        .file(
            "pom.xml",
            SamplePom.of(
                "<maven.compiler.release>17</maven.compiler.release>",
                """
                <plugins>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.14.1</version>
                    <configuration>%s</configuration>
                  </plugin>
                  %s
                </plugins>
                """
                    .formatted(configuration, plugin)))
        .files(sources.files())
        .files(resources.files())
        .edits(sources.edits())
        .edits(resources.edits());
  }

  private static int number(Random random) {
    return random.nextInt(1 << 20);
  }
}
