package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What becomes a ConfigMap or a Secret of the app's own; pods are replaced when it changes. */
public final class ContentParameter {

  /** What the API server takes of one object is little more. */
  private static final long MOST_BYTES = 1_000_000;

  /** Environment variables by name. */
  @Parameter private @Nullable Map<String, String> values;

  /** Files, which the container finds by their names in {@code path}. */
  @Parameter private @Nullable List<File> files;

  /** The folder of the files in the container. Without it: /config, or /secrets of a secret. */
  @Parameter private @Nullable String path;

  /**
   * @param parameter its name: {@code config} or {@code secret}
   * @param defaultPath the folder if none is said
   */
  public Content settings(String parameter, String defaultPath) {
    Map<String, String> variables = Written.texts(values);
    variables.keySet().forEach(name -> new Given(parameter + ".values", name).variable());
    return new Content(
        variables,
        contents(parameter),
        Written.in(parameter, "path", path).map(Given::path).orElse(defaultPath));
  }

  private Map<String, byte[]> contents(String parameter) {
    Map<String, byte[]> contents = new TreeMap<>();
    long bytes = 0;
    for (File file : files == null ? List.<File>of() : files) {
      String name = new Given(parameter + ".files", file.getName()).dataKey();
      if (!file.isFile()) {
        throw new Problem(
            parameter + ".files names " + file + ", which is no file.",
            "Paths are relative to the folder of the POM.");
      }
      bytes += file.length();
      if (bytes > MOST_BYTES) {
        throw new Problem(
            parameter + ".files has more than 1 MB, with " + file + ".",
            "Put files of that size into the image or on a volume.");
      }
      try {
        if (contents.put(name, Files.readAllBytes(file.toPath())) != null) {
          throw new Problem(
              parameter + ".files has two files of the name " + name + ".", "Rename one of them.");
        }
      } catch (IOException e) {
        throw new Problem(
            parameter + ".files names " + file + ", which cannot be read: " + e.getMessage(),
            "Make it readable.",
            e);
      }
    }
    return contents;
  }
}
