package dev.innerloop.acceptance;

import java.util.List;

/** Projects whose plugins decide what is started, and with what. */
final class PackagingShapes {

  private static final String MAIN =
      """
      package com.example.app;

      import com.sun.net.httpserver.HttpServer;
      import java.io.IOException;
      import java.net.InetSocketAddress;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.Files;
      import java.nio.file.Path;

      public class Main {
        public static void main(String[] args) throws IOException {
          String start = String.join(" ", args) + "\\n" + Files.readString(Path.of(args[1]));
          int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
          HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
          server.createContext(
              "/",
              exchange -> {
                byte[] body = (start + new Text().text()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
              });
          server.start();
        }
      }
      """;

  private static final String SPRING_BOOT =
      """
      <plugin>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-maven-plugin</artifactId>
        <version>3.5.0</version>
        <executions>
          <execution>
            <goals><goal>repackage</goal></goals>
          </execution>
        </executions>
      </plugin>
      """;

  private static final String GENERATOR =
      """
      package com.example.build;

      public class Generator {
        public static void main(String[] args) {
          throw new IllegalStateException("this is not the app");
        }
      }
      """;

  private PackagingShapes() {}

  static List<Shape> all() {
    return List.of(argumentsAndTheFileThatTheyName(), otherMainMethods(), packagedBySpringBoot());
  }

  private static Shape argumentsAndTheFileThatTheyName() {
    SampleSources sources = new SampleSources("src/main/java");
    return Shape.named("arguments and the file that they name")
        .files(sources.files())
        .file("src/main/java/com/example/app/Main.java", MAIN)
        .file("config.yml", "level: 0\n")
        .file(
            "pom.xml",
            pom(
                "",
                """
                <plugin>
                  <groupId>org.codehaus.mojo</groupId>
                  <artifactId>exec-maven-plugin</artifactId>
                  <version>3.5.0</version>
                  <configuration>
                    <mainClass>com.example.app.Main</mainClass>
                    <arguments>
                      <argument>server</argument>
                      <argument>config.yml</argument>
                    </arguments>
                  </configuration>
                </plugin>
                """))
        .edits(sources.edits())
        .edit(
            "the file that an argument names",
            (project, random) ->
                project.edit(
                    "config.yml", text -> text.replaceFirst("\\d+", "1" + random.nextInt(1 << 20))))
        .edit(
            "another argument",
            (project, random) ->
                project.edit(
                    "pom.xml",
                    text ->
                        text.replaceFirst(
                            "<argument>server\\w*<",
                            "<argument>server" + random.nextInt(1 << 20) + "<")))
        .build();
  }

  private static Shape otherMainMethods() {
    SampleSources sources = new SampleSources("src/main/java");
    return Shape.named("other main methods than the app's")
        .files(sources.files())
        .file("src/main/java/com/example/build/Generator.java", GENERATOR)
        .file(
            "pom.xml",
            pom(
                """
                <exec.mainClass>com.example.app.Gone</exec.mainClass>
                <mainClass>com.example.app.Main</mainClass>
                """,
                """
                <plugin>
                  <groupId>org.codehaus.mojo</groupId>
                  <artifactId>exec-maven-plugin</artifactId>
                  <version>3.5.0</version>
                  <executions>
                    <execution>
                      <phase>package</phase>
                      <goals><goal>java</goal></goals>
                      <configuration><mainClass>com.example.build.Generator</mainClass></configuration>
                    </execution>
                  </executions>
                </plugin>
                <plugin>
                  <artifactId>maven-jar-plugin</artifactId>
                  <executions>
                    <execution>
                      <id>generator</id>
                      <goals><goal>jar</goal></goals>
                      <configuration>
                        <classifier>generator</classifier>
                        <archive>
                          <manifest><mainClass>com.example.build.Generator</mainClass></manifest>
                        </archive>
                      </configuration>
                    </execution>
                  </executions>
                </plugin>
                """))
        .edits(sources.edits())
        .build();
  }

  private static Shape packagedBySpringBoot() {
    SampleSources sources = new SampleSources("src/main/java");
    SampleResources resources = new SampleResources("src/main/resources");
    return Shape.named("packaged by Spring Boot, started as its jar")
        .packaged()
        .files(sources.files())
        .files(resources.files())
        .file("pom.xml", pom("", SPRING_BOOT))
        .edits(sources.edits())
        .edits(resources.edits())
        .build();
  }

  private static String pom(String properties, String plugins) {
    return SamplePom.of(properties, "<plugins>" + plugins + "</plugins>");
  }
}
