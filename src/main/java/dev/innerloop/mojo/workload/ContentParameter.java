package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.EnvFile;
import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes a ConfigMap or a Secret of the app's own. Pods are replaced when it changes; in dev
 * mode those that are there get changed files.
 */
public final class ContentParameter {

  /** What the API server takes of one object is little more. */
  private static final long MOST_BYTES = 1_000_000;

  /** Environment variables by name. */
  @Parameter private @Nullable Map<String, String> values;

  /**
   * Files of environment variables, such as {@code .env} or {@code shop.properties}; {@code values}
   * go over them, and later files over former ones.
   */
  @Parameter private @Nullable List<File> envFiles;

  /** Files, which the container finds by their names in {@code path}. */
  @Parameter private @Nullable List<File> files;

  /** The folder of the files in the container. Without it: /config, or /secrets of a secret. */
  @Parameter private @Nullable String path;

  /**
   * @param parameter its name: {@code config} or {@code secret}
   * @param defaultPath the folder if none is said
   */
  public Content settings(String parameter, String defaultPath) {
    Map<String, String> origins = new HashMap<>();
    Map<String, String> variables = new LinkedHashMap<>();
    for (File file : all(envFiles)) {
      fromFile(parameter, file)
          .forEach(
              (name, value) -> {
                variables.put(new Given(file.getName(), name).variable(), value);
                origins.put(name, file.getName());
              });
    }
    Written.texts(values)
        .forEach(
            (name, value) -> {
              variables.put(new Given(parameter + ".values", name).variable(), value);
              origins.remove(name);
            });
    return new Content(
        variables,
        contents(parameter),
        Written.in(parameter, "path", path).map(Given::path).orElse(defaultPath),
        Stream.of(envFiles, files).flatMap(list -> all(list).stream()).map(File::toPath).toList(),
        origins);
  }

  private static List<File> all(@Nullable List<File> files) {
    return files == null ? List.of() : files;
  }

  private static Map<String, String> fromFile(String parameter, File file) {
    try {
      return EnvFile.read(file.toPath());
    } catch (IOException e) {
      throw new Problem(
          parameter
              + ".envFiles names "
              + file
              + ", which "
              + (file.isFile() ? "cannot be read: " + e.getMessage() : "is no file."),
          "Paths are relative to the folder of the POM.",
          e);
    }
  }

  private Map<String, byte[]> contents(String parameter) {
    Map<String, byte[]> contents = new TreeMap<>();
    long bytes = 0;
    for (File file : all(files)) {
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
