package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small app that answers with what it is made of, and what developers do to its sources.
 *
 * @param root source directory, such as {@code src/main/java}
 */
record SampleSources(String root) {

  static final String MAIN_CLASS = "com.example.app.Main";

  private static final String MAIN =
      """
      package com.example.app;

      import com.sun.net.httpserver.HttpServer;
      import java.io.IOException;
      import java.io.InputStream;
      import java.net.InetSocketAddress;
      import java.nio.charset.StandardCharsets;
      import java.util.TreeSet;

      public class Main {
        public static void main(String[] args) throws IOException {
          int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
          HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
          server.createContext(
              "/",
              exchange -> {
                byte[] body = page().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
              });
          server.start();
        }

        static String page() throws IOException {
          TreeSet<String> methods = new TreeSet<>();
          for (java.lang.reflect.Method method : Text.class.getDeclaredMethods()) {
            if (!method.isSynthetic()) {
              methods.add(method.getName());
            }
          }
          return new Text().text() + " " + Text.NUMBER + " " + methods + "\\n"
              + resource("/static/page.html") + resource("/META-INF/pages/static/page.html");
        }

        private static String resource(String path) throws IOException {
          try (InputStream page = Main.class.getResourceAsStream(path)) {
            return page == null
                ? path + ": none\\n"
                : path + ": " + new String(page.readAllBytes(), StandardCharsets.UTF_8);
          }
        }
      }
      """;

  private static final String TEXT =
      """
      package com.example.app;

      class Text {
        static final int NUMBER = 1;

        String text() {
          return "text 0";
        }
      }
      """;

  /** The files, text by path. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(path("Main"), MAIN);
    files.put(path("Text"), TEXT);
    return files;
  }

  List<ShapeEdit> edits() {
    String text = path("Text");
    return List.of(
        ShapeEdit.of(
            "method body", (project, random) -> project.edit(text, it -> body(it, random))),
        ShapeEdit.of(
            "another method",
            (project, random) ->
                project.edit(
                    text,
                    it ->
                        it.replaceFirst(
                            "\n}\n$",
                            "\n\n  int added"
                                + random.nextInt(1 << 20)
                                + "() {\n    return 1;\n  }\n}\n"))),
        ShapeEdit.of(
            "another constant",
            (project, random) ->
                project.edit(
                    text,
                    it ->
                        it.replaceFirst(
                            "NUMBER = \\d+", "NUMBER = " + (2 + random.nextInt(1 << 20))))),
        ShapeEdit.of(
            "a comment",
            (project, random) ->
                project.edit(text, it -> "// " + random.nextInt(1 << 20) + "\n" + it)),
        new ShapeEdit(
            "an error, or its repair",
            true,
            false,
            (project, random) ->
                project.edit(
                    text,
                    it ->
                        it.contains("return nothing;")
                            ? it.replace("return nothing;", "return \"text r\";")
                            : it.replaceFirst("return \"[^\"]*\";", "return nothing;"))),
        ShapeEdit.of(
            "a new class", (project, random) -> newClass(project, "com/example/app", random)),
        ShapeEdit.of(
            "a new package",
            (project, random) ->
                newClass(project, "com/example/p" + random.nextInt(1 << 20), random)),
        ShapeEdit.of("a deleted class", this::deleteClass),
        ShapeEdit.of("a renamed class", this::renameClass),
        ShapeEdit.of("a class moved to another package", this::moveClass),
        ShapeEdit.of(
            "a package that is replaced",
            (project, random) -> {
              FileTree.delete(project.folder().resolve(root + "/com/example/more"));
              newClass(project, "com/example/more/a" + random.nextInt(9), random);
              newClass(project, "com/example/more", random);
            }),
        ShapeEdit.of("src that is replaced", this::replaceAll));
  }

  private String path(String type) {
    return root + "/com/example/app/" + type + ".java";
  }

  private static String body(String text, Random random) {
    return text.replaceFirst(
        "return (\"[^\"]*\"|nothing);", "return \"text " + random.nextInt(1 << 20) + "\";");
  }

  private void newClass(ProjectCopy project, String directory, Random random) {
    String name = "Extra" + random.nextInt(1 << 20);
    project.save(
        root + "/" + directory + "/" + name + ".java",
        "package %s;\n\npublic class %s {\n  public static int number() {\n    return %d;\n  }\n}\n"
            .formatted(directory.replace('/', '.'), name, random.nextInt(1 << 20)));
  }

  private void deleteClass(ProjectCopy project, Random random) throws IOException {
    List<Path> extras = extras(project);
    if (!extras.isEmpty()) {
      Files.delete(extras.get(random.nextInt(extras.size())));
    }
  }

  private void renameClass(ProjectCopy project, Random random) throws IOException {
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

  private void moveClass(ProjectCopy project, Random random) throws IOException {
    List<Path> extras = extras(project);
    if (!extras.isEmpty()) {
      Path old = extras.get(random.nextInt(extras.size()));
      String target = "m" + random.nextInt(1 << 20);
      Path moved =
          project.folder().resolve(root + "/com/example/" + target).resolve(old.getFileName());
      String text =
          Files.readString(old)
              .replaceFirst("package [a-z0-9.]+;", "package com.example." + target + ";");
      Files.createDirectories(moved.getParent());
      Files.move(old, moved);
      Files.writeString(moved, text);
    }
  }

  /** As a tool does that writes a tree anew: the old directory is gone, with all that is in it. */
  private void replaceAll(ProjectCopy project, Random random) throws IOException {
    Path top = project.folder().resolve(root);
    while (!top.getFileName().toString().equals("src")) {
      top = top.getParent();
    }
    Path old = top.resolveSibling("old" + random.nextInt(1 << 20));
    Files.move(top, old);
    Path text = Path.of(path("Text"));
    ProjectCopy.of(old, top);
    Path replaced = project.folder().resolve(text);
    Files.writeString(replaced, body(Files.readString(replaced), random));
    FileTree.delete(old);
  }

  private List<Path> extras(ProjectCopy project) throws IOException {
    try (Stream<Path> files = Files.walk(project.folder().resolve(root))) {
      return files
          .filter(file -> file.getFileName().toString().matches("Extra\\d+\\.java"))
          .sorted()
          .toList();
    }
  }
}
