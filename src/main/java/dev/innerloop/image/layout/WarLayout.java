package dev.innerloop.image.layout;

import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageLayer.Entry;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Packaging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A web application, unpacked as the root context of the servlet container in the base image. */
record WarLayout(Packaging.War war, AppImageInputs contents, InspectedImage base) {

  private static final String CLASSES = "/WEB-INF/classes";
  private static final String LIBRARIES = "/WEB-INF/lib/";

  Layout layout() {
    if (!contents.app().arguments().isEmpty()) {
      throw new Problem(
          "dev.arguments is set, and "
              + contents.app().name()
              + " is a WAR, which a servlet container starts without arguments",
          "Remove it, and set environment variables or JVM options: -Ddev.jvmOptions=-Dname=value");
    }
    List<String> options = new ArrayList<>(List.of(AppImage.HEAP));
    options.addAll(contents.app().requiredJvmOptions());
    options.addAll(contents.jvmOptions());
    String root = webapps() + "/ROOT";
    return new Layout(
        war.packaged().isPresent() ? packaged(war.packaged().get(), root) : assembled(root),
        List.of(),
        Optional.empty(),
        // The JVM reads this variable no matter which script of the container starts it.
        new TreeMap<>(Map.of("JDK_JAVA_OPTIONS", JvmOptions.quoted(options))));
  }

  private String webapps() {
    return Optional.ofNullable(base.environment().get("CATALINA_BASE"))
        .or(() -> Optional.ofNullable(base.environment().get("CATALINA_HOME")))
        .or(() -> Optional.ofNullable(base.environment().get("JETTY_BASE")))
        .map(folder -> folder.replaceFirst("/+$", "") + "/webapps")
        .orElseThrow(
            () ->
                new Problem(
                    contents.app().name()
                        + " is a WAR, but "
                        + base.reference()
                        + " has no known servlet container: it has neither CATALINA_HOME nor"
                        + " JETTY_BASE",
                    "Use a base image with Tomcat or Jetty:\n-Ddev.baseImage="
                        + DefaultBase.of(contents.app())));
  }

  private List<ImageLayer> assembled(String root) {
    App app = contents.app();
    List<Entry> released = new ArrayList<>();
    List<Entry> snapshots = new ArrayList<>();
    List<Entry> siblings = new ArrayList<>();
    List<Entry> resources = new ArrayList<>(new DirectoryFiles(war.webapp()).below(root));
    List<Entry> classes = new ArrayList<>();
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Jar jar) {
        (jar.snapshot() ? snapshots : released)
            .add(
                new Entry(
                    root + LIBRARIES + jar.workspacePath().name(), new Source.File(jar.file())));
      } else if (entry instanceof ClassPathEntry.Output output) {
        Path folder = output.module().outputFolder();
        if (output.module().equals(app.module())) {
          for (Entry file : new DirectoryFiles(folder).below(root + CLASSES)) {
            (file.path().endsWith(".class") ? classes : resources).add(file);
          }
        } else if (Files.isDirectory(folder)) {
          // Servlet containers search only jars for pages and web fragments.
          siblings.add(
              new Entry(
                  root + LIBRARIES + output.module().name() + ".jar", new Source.Jar(folder)));
        }
      } else if (entry instanceof ClassPathEntry.Directory directory) {
        siblings.add(
            new Entry(
                root + LIBRARIES + directory.workspacePath().name() + ".jar",
                new Source.Jar(directory.path())));
      }
    }
    return List.of(
        new ImageLayer("dependencies", released),
        new ImageLayer("snapshot dependencies", snapshots),
        new ImageLayer("modules", siblings),
        new ImageLayer("resources", resources),
        new ImageLayer("classes", classes));
  }

  private List<ImageLayer> packaged(Path folder, String root) {
    List<Entry> libraries = new ArrayList<>();
    List<Entry> resources = new ArrayList<>();
    List<Entry> classes = new ArrayList<>();
    for (Entry file : new DirectoryFiles(folder).below(root)) {
      String path = file.path().substring(root.length());
      boolean isClass = path.startsWith(CLASSES) && path.endsWith(".class");
      (path.startsWith(LIBRARIES) ? libraries : isClass ? classes : resources).add(file);
    }
    if (resources.isEmpty() && classes.isEmpty()) {
      throw new Problem(
          "The POM of "
              + contents.app().name()
              + " configures additional content of its WAR, which is not packaged: "
              + folder
              + " does not exist",
          "Package it first: mvn package dev:image");
    }
    UpToDateCheck.of(contents.app())
        .require(
            "The WAR",
            path -> {
              Path file = folder.resolve("WEB-INF/classes").resolve(path);
              return Files.exists(file) ? Optional.of(new Source.File(file)) : Optional.empty();
            });
    return List.of(
        new ImageLayer("dependencies", libraries),
        new ImageLayer("resources", resources),
        new ImageLayer("classes", classes));
  }
}
