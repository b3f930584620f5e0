package dev.innerloop.acceptance;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** An example of the repository, and how to edit it. */
enum Example {
  HELLO(
      "hello",
      "hello",
      "src/main/java/com/example/hello/Hello.java",
      "/",
      "Hello from dev-maven-plugin",
      "src/main/resources/static/page.html",
      "/page"),
  SPRING(
      "spring",
      "greetings",
      "src/main/java/com/example/greetings/GreetingController.java",
      "/text",
      "Hello from Spring",
      "src/main/resources/templates/greeting.html",
      "/");

  private static final Pattern ANSWER =
      Pattern.compile("(String (?:greeting|greeting\\d+)\\(\\) \\{\\s*return )\"[^\"]*\";");
  private static final String EDITABLE = "that you can edit, too";

  private final String folder;
  private final String app;
  private final String source;
  private final String path;
  private final String greeting;
  private final String resource;
  private final String resourcePath;

  Example(
      String folder,
      String app,
      String source,
      String path,
      String greeting,
      String resource,
      String resourcePath) {
    this.folder = folder;
    this.app = app;
    this.source = source;
    this.path = path;
    this.greeting = greeting;
    this.resource = resource;
    this.resourcePath = resourcePath;
  }

  Path original() {
    return Path.of("examples", folder);
  }

  /** Its name on the cluster. */
  String app() {
    return app;
  }

  /** The source file that {@link #path()} is answered by. */
  String source() {
    return source;
  }

  String path() {
    return path;
  }

  /** What {@link #path()} answers before any edit. */
  String greeting() {
    return greeting;
  }

  /** The file that {@link #resourcePath()} shows. */
  String resource() {
    return resource;
  }

  String resourcePath() {
    return resourcePath;
  }

  /** Changes the body of one method. */
  void editBody(ProjectCopy project, String greeting) {
    project.edit(source, text -> answer(text, greeting));
  }

  /** How {@link #editStructure} takes effect: Spring Boot can be ended without its JVM. */
  String structureStrategy() {
    return this == SPRING ? "restart" : "jvm";
  }

  /** Adds a method, and calls it. */
  void editStructure(ProjectCopy project, String greeting) {
    project.edit(
        source,
        text -> {
          String added = "greeting" + (ANSWER.split(text).length + text.length());
          return ANSWER
              .matcher(text)
              .replaceFirst(
                  "$1"
                      + added
                      + "();\n  }\n\n  static String "
                      + added
                      + "() {\n    return \""
                      + greeting
                      + "\";");
        });
  }

  /** Makes the app end with an exception while it starts. */
  void editToCrash(ProjectCopy project, String message) {
    project.edit(
        source,
        text ->
            text.replaceFirst(
                "(class \\w+ \\{\n)",
                "$1\n"
                    + "  static {\n"
                    + "    crash();\n"
                    + "  }\n\n"
                    + "  static void crash() {\n"
                    + "    throw new IllegalStateException(\""
                    + message
                    + "\");\n  }\n"));
  }

  void editResource(ProjectCopy project, String words) {
    project.edit(
        resource, text -> text.replaceFirst(EDITABLE + ".*(?=</)", EDITABLE + " " + words));
  }

  private static String answer(String text, String greeting) {
    return ANSWER.matcher(text).replaceFirst("$1\"" + greeting + "\";");
  }
}
