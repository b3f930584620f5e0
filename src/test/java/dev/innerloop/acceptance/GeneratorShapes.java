package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.util.List;
import java.util.Random;

/** Projects whose plugins generate sources, add directories and read files of their own. */
final class GeneratorShapes {

  private static final String SCHEMA = "src/main/schema/";
  private static final String FILTER = "src/main/filters/app.properties";
  private static final String EXTRA = "src/extra/java/com/example/extra/Extra.java";

  private static final String BUILD =
      """
      <filters><filter>src/main/filters/app.properties</filter></filters>
      <resources>
        <resource><directory>src/main/resources</directory><filtering>true</filtering></resource>
      </resources>
      <plugins>
        <plugin>
          <artifactId>maven-antrun-plugin</artifactId>
          <version>3.2.0</version>
          <executions>
            %s
          </executions>
        </plugin>
        <plugin>
          <groupId>org.codehaus.mojo</groupId>
          <artifactId>build-helper-maven-plugin</artifactId>
          <version>3.6.0</version>
          <executions>
            <execution>
              <id>sources</id>
              <phase>generate-sources</phase>
              <goals><goal>add-source</goal></goals>
              <configuration>
                <sources>
                  <source>src/extra/java</source>
                  <source>${project.build.directory}/generated-sources/schema</source>
                </sources>
              </configuration>
            </execution>
            <execution>
              <id>resources</id>
              <phase>generate-resources</phase>
              <goals><goal>add-resource</goal></goals>
              <configuration>
                <resources>
                  <resource>
                    <directory>src/extra/resources</directory>
                    <targetPath>extra</targetPath>
                  </resource>
                </resources>
              </configuration>
            </execution>
          </executions>
        </plugin>
      </plugins>
      """
          .formatted(copying("schema", "schema"));

  private static final String TEMPLATES = "src/main/templates/";
  private static final String FRONT_END = "src/main/frontend/";

  /** Executions that write into one directory, and one that writes into the output directory. */
  private static final String SHARING =
      """
      <plugins>
        <plugin>
          <artifactId>maven-antrun-plugin</artifactId>
          <version>3.2.0</version>
          <executions>
            %s
            %s
            <execution>
              <id>front-end</id>
              <phase>generate-resources</phase>
              <goals><goal>run</goal></goals>
              <configuration>
                <target>
                  <mkdir dir="${project.basedir}/src/main/frontend"/>
                  <copy todir="${project.build.outputDirectory}/static">
                    <fileset dir="${project.basedir}/src/main/frontend"/>
                  </copy>
                </target>
              </configuration>
            </execution>
          </executions>
        </plugin>
        <plugin>
          <groupId>org.codehaus.mojo</groupId>
          <artifactId>build-helper-maven-plugin</artifactId>
          <version>3.6.0</version>
          <executions>
            <execution>
              <phase>generate-sources</phase>
              <goals><goal>add-source</goal></goals>
              <configuration>
                <sources>
                  <source>${project.build.directory}/generated-sources/shared</source>
                </sources>
              </configuration>
            </execution>
          </executions>
        </plugin>
      </plugins>
      """
          .formatted(copying("schema", "shared"), copying("templates", "shared"));

  private GeneratorShapes() {}

  /** An execution that makes Java sources of the texts of a directory. */
  private static String copying(String directory, String generated) {
    return """
    <execution>
      <id>%1$s</id>
      <phase>generate-sources</phase>
      <goals><goal>run</goal></goals>
      <configuration>
        <target>
          <mkdir dir="${project.basedir}/src/main/%1$s"/>
          <copy todir="${project.build.directory}/generated-sources/%2$s">
            <fileset dir="${project.basedir}/src/main/%1$s"/>
            <globmapper from="*.txt" to="com/example/%1$s/*.java"/>
          </copy>
        </target>
      </configuration>
    </execution>
    """
        .formatted(directory, generated);
  }

  static List<Shape> all() {
    SampleSources sources = new SampleSources("src/main/java");
    return List.of(
        sharing(sources),
        Shape.named("generated sources, added directories and a filter file")
            .file("pom.xml", SamplePom.of("", BUILD))
            .files(sources.files())
            .file("src/main/resources/app.properties", "word=${word}\n")
            .file(FILTER, "word=one\n")
            .file("src/extra/resources/extra.txt", "extra 0\n")
            .file(EXTRA, source("com.example.extra", "Extra", 0))
            .file(SCHEMA + "Order.txt", source("com.example.schema", "Order", 0))
            .edits(sources.edits())
            .edit(
                "an input of a generator",
                (project, random) ->
                    project.save(
                        SCHEMA + "Order.txt",
                        source("com.example.schema", "Order", number(random))))
            .edit(
                "a new input of a generator",
                (project, random) -> {
                  String name = "Item" + number(random);
                  project.save(
                      SCHEMA + name + ".txt", source("com.example.schema", name, number(random)));
                })
            .edit(
                "inputs of a generator that are replaced",
                (project, random) -> {
                  FileTree.delete(project.folder().resolve(SCHEMA));
                  project.save(
                      SCHEMA + "Order.txt", source("com.example.schema", "Order", number(random)));
                })
            .edit(
                "a source in an added directory",
                (project, random) ->
                    project.save(EXTRA, source("com.example.extra", "Extra", number(random))))
            .edit(
                "a resource in an added directory",
                (project, random) ->
                    project.save("src/extra/resources/extra.txt", "extra " + number(random) + "\n"))
            .edit(
                "a filter file",
                (project, random) -> project.save(FILTER, "word=word" + number(random) + "\n"))
            .build());
  }

  private static Shape sharing(SampleSources sources) {
    return Shape.named("generators that share a directory, and one that writes into the output")
        .file("pom.xml", SamplePom.of("", SHARING))
        .files(sources.files())
        .file(SCHEMA + "Order.txt", source("com.example.schema", "Order", 0))
        .file(TEMPLATES + "Mail.txt", source("com.example.templates", "Mail", 0))
        .file(FRONT_END + "app.js", "app 0\n")
        .edits(sources.edits())
        .edit(
            "inputs of all generators together",
            (project, random) -> {
              project.save(
                  SCHEMA + "Order.txt", source("com.example.schema", "Order", number(random)));
              project.save(
                  TEMPLATES + "Mail.txt", source("com.example.templates", "Mail", number(random)));
              project.save(FRONT_END + "app.js", "app " + number(random) + "\n");
            })
        .edit(
            "a renamed input of one generator",
            (project, random) -> {
              String name = "Mail" + number(random);
              FileTree.delete(project.folder().resolve(TEMPLATES));
              project.save(
                  TEMPLATES + name + ".txt", source("com.example.templates", name, number(random)));
            })
        .edit(
            "all inputs of one generator deleted",
            (project, random) -> FileTree.delete(project.folder().resolve(SCHEMA)))
        .edit(
            "a renamed file that a plugin copies into the output",
            (project, random) -> {
              FileTree.delete(project.folder().resolve(FRONT_END));
              project.save(FRONT_END + "app" + number(random) + ".js", "app\n");
            })
        .build();
  }

  private static int number(Random random) {
    return random.nextInt(1 << 20);
  }

  private static String source(String name, String type, int number) {
    return "package %s;\n\npublic class %s {\n  public static int number() {\n    return %d;\n  }\n}\n"
        .formatted(name, type, number);
  }
}
