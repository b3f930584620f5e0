package dev.innerloop.image;

import dev.innerloop.image.ImageLayer.Entry;
import dev.innerloop.image.ImageLayer.Source;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The image of an app: what its class path holds, under {@code /app}, by rate of change. */
public final class AppImage {

  /** The folder that a workspace's paths are relative to inside the image. */
  public static final String ROOT = "/app";

  /**
   * The class path, in the form of a file of arguments for Java: quoted, absolute entries joined by
   * colons. Whoever starts the image's content otherwise than by its entrypoint reads it there.
   */
  public static final String CLASS_PATH_FILE = ROOT + "/classpath";

  /** The user that distroless images call nonroot. */
  private static final String NON_ROOT = "65532:65532";

  /** The heap follows the container's memory limit; the rest of the JVM needs some, too. */
  public static final String HEAP = "-XX:MaxRAMPercentage=70";

  private AppImage() {}

  /**
   * The image of an app as its output folders and dependencies are now.
   *
   * @param base what it is built on
   * @param java the command of Java inside the base, from {@link InspectedImage#java}
   * @return a request without a target
   * @throws Problem if the base has too old a Java, or a file cannot be read
   */
  public static ImageRequest of(App app, InspectedImage base, String java) {
    if (base.javaRelease().orElse(Integer.MAX_VALUE) < app.javaRelease()) {
      throw new Problem(
          app.name()
              + " is compiled for Java "
              + app.javaRelease()
              + ", and "
              + base.reference()
              + " has Java "
              + base.javaRelease().getAsInt(),
          "Take a base image with a newer Java, or compile for an older one:\n"
              + "-Ddev.baseImage=eclipse-temurin:"
              + app.javaRelease()
              + "-jre");
    }
    boolean argumentFiles = app.javaRelease() > 8;
    ImageRequest.Run run =
        new ImageRequest.Run(
            List.of(
                java,
                HEAP,
                "-cp",
                argumentFiles ? "@" + CLASS_PATH_FILE : classPath(app),
                app.mainClass()),
            java,
            new TreeMap<>(),
            ports(app),
            base.runsAsNonRootNumber() ? Optional.empty() : Optional.of(NON_ROOT));
    return new ImageRequest(
        ImageTarget.repositoryName(app.name()),
        base.reference(),
        Optional.empty(),
        layers(app),
        run,
        labels(app));
  }

  private static List<ImageLayer> layers(App app) {
    List<Entry> released = new ArrayList<>();
    List<Entry> snapshots = new ArrayList<>();
    List<Entry> siblings = new ArrayList<>();
    List<Entry> resources = new ArrayList<>();
    List<Entry> classes = new ArrayList<>();
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Jar jar) {
        (jar.snapshot() ? snapshots : released)
            .add(new Entry(inImage(jar), new Source.File(jar.file())));
      } else if (entry instanceof ClassPathEntry.Output output) {
        boolean own = output.module().equals(app.module());
        for (Entry file : files(output)) {
          boolean isClass = file.path().endsWith(".class");
          (!own ? siblings : isClass ? classes : resources).add(file);
        }
      }
    }
    // The launcher reads this file by shell-like rules: quoted, with backslashes doubled.
    String quoted = "\"" + classPath(app).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    resources.add(new Entry(CLASS_PATH_FILE, new Source.Text(quoted)));
    return List.of(
        new ImageLayer("dependencies", released),
        new ImageLayer("snapshot dependencies", snapshots),
        new ImageLayer("modules", siblings),
        new ImageLayer("resources", resources),
        new ImageLayer("classes", classes));
  }

  private static List<Entry> files(ClassPathEntry.Output output) {
    Path folder = output.module().outputFolder();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> new Entry(inImage(output, folder.relativize(file)), new Source.File(file)))
          .toList();
    } catch (IOException e) {
      throw new Problem(
          "Cannot read " + folder + ": " + e.getMessage(), "Compile, then type it again.", e);
    }
  }

  private static String inImage(ClassPathEntry entry) {
    return ROOT + "/" + entry.workspacePath();
  }

  private static String inImage(ClassPathEntry entry, Path file) {
    StringBuilder path = new StringBuilder(inImage(entry));
    file.forEach(name -> path.append('/').append(name));
    return path.toString();
  }

  private static String classPath(App app) {
    return String.join(":", app.classPath().stream().map(AppImage::inImage).toList());
  }

  private static SortedSet<Integer> ports(App app) {
    return app.port() == 0 ? new TreeSet<>() : new TreeSet<>(List.of(app.port()));
  }

  private static SortedMap<String, String> labels(App app) {
    String prefix = "org.opencontainers.image.";
    SortedMap<String, String> labels =
        new TreeMap<>(
            Map.of(
                prefix + "title", app.coordinates().artifactId(),
                prefix + "vendor", app.coordinates().groupId(),
                prefix + "version", app.coordinates().version()));
    if (!app.description().isBlank()) {
      labels.put(prefix + "description", app.description());
    }
    return labels;
  }
}
