package dev.innerloop.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A project whose app answers with the number of the last edit of each of its parts, and what that
 * answer has to be. Each part takes another kind of update.
 */
final class PartsProject {

  static final String APP = "parts";

  private static final String PACKAGE = "src/main/java/com/example/parts/";
  private static final int EXTRAS = 3;

  private static final List<Edit> PARTS =
      List.of(Edit.BODY, Edit.PRIVATE_METHOD, Edit.STRUCTURE, Edit.RESOURCE, Edit.TEMPLATE);

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>parts</artifactId>
        <version>1.0-SNAPSHOT</version>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <build>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.14.1</version>
            </plugin>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.4.0</version>
            </plugin>
            <plugin>
              <groupId>dev.innerloop</groupId>
              <artifactId>dev-maven-plugin</artifactId>
              <version>0.1.0-SNAPSHOT</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String CLASS =
      "package com.example.parts;\n\npublic class %s {\n\n  %s\n}\n";

  private static final String SERVER =
      """
      package com.example.parts;

      import com.sun.net.httpserver.HttpServer;
      import java.io.IOException;
      import java.io.InputStream;
      import java.net.InetSocketAddress;
      import java.nio.charset.StandardCharsets;
      import java.util.concurrent.ExecutorService;
      import java.util.concurrent.Executors;

      public class Server {

        public static void main(String[] args) throws IOException {
          HttpServer server = HttpServer.create(new InetSocketAddress(8080), 200);
          ExecutorService threads = Executors.newCachedThreadPool();
          server.setExecutor(threads);
          server.createContext(
              "/",
              exchange -> {
                byte[] text = parts().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
                exchange.close();
              });
          Runtime.getRuntime()
              .addShutdownHook(
                  new Thread(
                      () -> {
                        server.stop(0);
                        threads.shutdown();
                      }));
          server.start();
        }

        static String parts() throws IOException {
          return "BODY=" + new Body().number()
              + " PRIVATE_METHOD=" + new Helped().number()
              + " STRUCTURE=" + Structure.number()
              + " RESOURCE=" + resource("/number.txt")
              + " TEMPLATE=" + resource("/templates/page.html")
              + " EXTRA=" + extra(0) + extra(1) + extra(2);
        }

        private static String resource(String path) throws IOException {
          try (InputStream in = Server.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        }

        private static String extra(int number) {
          try {
            return Class.forName("com.example.parts.Extra" + number)
                .getDeclaredConstructor()
                .newInstance()
                .toString();
          } catch (ClassNotFoundException e) {
            return "-";
          } catch (ReflectiveOperationException e) {
            return e.toString();
          }
        }
      }
      """;

  /** What a developer saves. */
  enum Edit {
    BODY,
    PRIVATE_METHOD,
    STRUCTURE,
    RESOURCE,
    TEMPLATE,
    NEW_CLASS,
    CHANGED_CLASS,
    DELETED_CLASS
  }

  private final ProjectCopy copy;
  private final Map<Edit, Integer> parts = new TreeMap<>();
  private final List<Integer> extras = new ArrayList<>(Collections.nCopies(EXTRAS, 0));
  private int edits;

  /** What the project consists of at one time. */
  record Snapshot(Map<Edit, Integer> parts, List<Integer> extras) {

    Snapshot {
      parts = Map.copyOf(parts);
      extras = List.copyOf(extras);
    }
  }

  private PartsProject(ProjectCopy copy) {
    this.copy = copy;
  }

  /** Writes the project. */
  static PartsProject in(ProjectCopy copy) {
    PartsProject project = new PartsProject(copy);
    copy.save("pom.xml", POM);
    copy.save(PACKAGE + "Server.java", SERVER);
    for (Edit part : PARTS) {
      project.parts.put(part, 0);
      copy.save(file(part), text(part, 0));
    }
    return project;
  }

  ProjectCopy copy() {
    return copy;
  }

  /** What the app answers that was built from what is on disk. */
  String answer() {
    StringBuilder answer = new StringBuilder();
    parts.forEach((part, number) -> answer.append(part).append('=').append(number).append(' '));
    answer.append("EXTRA=");
    extras.forEach(number -> answer.append(number == 0 ? "-" : "" + number));
    return answer.toString();
  }

  Snapshot snapshot() {
    return new Snapshot(parts, extras);
  }

  /** The files are as they were then. */
  void isAgain(Snapshot earlier) {
    parts.putAll(earlier.parts());
    for (int i = 0; i < EXTRAS; i++) {
      extras.set(i, earlier.extras().get(i));
    }
  }

  /** An edit that can be made now; it is yet to be saved. */
  Save edit(Random random) {
    List<Edit> kinds = new ArrayList<>(List.of(Edit.values()));
    if (extras.stream().allMatch(number -> number == 0)) {
      kinds.removeAll(List.of(Edit.CHANGED_CLASS, Edit.DELETED_CLASS));
    } else if (extras.stream().noneMatch(number -> number == 0)) {
      kinds.remove(Edit.NEW_CLASS);
    }
    return edit(kinds.get(random.nextInt(kinds.size())), random);
  }

  /** An edit of this kind. */
  Save edit(Edit kind, Random random) {
    int number = ++edits;
    if (PARTS.contains(kind)) {
      parts.put(kind, number);
      return new Save(kind, file(kind), text(kind, number));
    }
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < EXTRAS; i++) {
      if ((extras.get(i) == 0) == (kind == Edit.NEW_CLASS)) {
        slots.add(i);
      }
    }
    int slot = slots.get(random.nextInt(slots.size()));
    extras.set(slot, kind == Edit.DELETED_CLASS ? 0 : number);
    String text =
        kind == Edit.DELETED_CLASS
            ? ""
            : CLASS.formatted(
                "Extra" + slot,
                "public String toString() {\n    return \"%d\";\n  }".formatted(number));
    return new Save(kind, PACKAGE + "Extra" + slot + ".java", text);
  }

  /** What does not compile. */
  Save error() {
    return new Save(Edit.BODY, file(Edit.BODY), text(Edit.BODY, edits).replace(";", " oops;"));
  }

  /**
   * A file as it is to be on disk.
   *
   * @param text empty if the file is to be deleted
   */
  record Save(Edit kind, String file, String text) {

    void to(ProjectCopy copy) throws IOException {
      Path saved = copy.folder().resolve(file);
      if (text.isEmpty()) {
        Files.deleteIfExists(saved);
      } else {
        Files.writeString(saved, text);
      }
    }
  }

  private static String file(Edit part) {
    return switch (part) {
      case RESOURCE -> "src/main/resources/number.txt";
      case TEMPLATE -> "src/main/resources/templates/page.html";
      case BODY -> PACKAGE + "Body.java";
      case PRIVATE_METHOD -> PACKAGE + "Helped.java";
      case STRUCTURE -> PACKAGE + "Structure.java";
      case NEW_CLASS, CHANGED_CLASS, DELETED_CLASS -> throw new IllegalArgumentException("" + part);
    };
  }

  private static String text(Edit part, int number) {
    return switch (part) {
      case RESOURCE, TEMPLATE -> "" + number;
      case BODY ->
          CLASS.formatted("Body", "String number() {\n    return \"%d\";\n  }".formatted(number));
      case PRIVATE_METHOD ->
          CLASS.formatted(
              "Helped",
              "String number() {\n    return helper%1$d();\n  }\n\n  private String helper%1$d() {\n    return \"%1$d\";\n  }"
                  .formatted(number));
      case STRUCTURE ->
          CLASS.formatted(
              "Structure",
              "static String field%1$d = String.valueOf(%1$d);\n\n  static String number() {\n    return field%1$d;\n  }"
                  .formatted(number));
      case NEW_CLASS, CHANGED_CLASS, DELETED_CLASS -> throw new IllegalArgumentException("" + part);
    };
  }
}
