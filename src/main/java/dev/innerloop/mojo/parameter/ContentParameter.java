package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.EnvFile;
import dev.innerloop.manifest.settings.KubernetesText;
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
 * Content of a ConfigMap or Secret that is created for the app. When it changes, pods are replaced;
 * in dev mode, changed files are updated in the running pods.
 */
public final class ContentParameter {

  /** The API server's limit for one object is only slightly higher. */
  private static final long MOST_BYTES = 1_000_000;

  /** Environment variables by name. */
  @Parameter private @Nullable Map<String, String> values;

  /**
   * Files with environment variables, such as {@code .env} or {@code shop.properties}. Later files
   * override earlier ones, and {@code values} override all of them.
   */
  @Parameter private @Nullable List<File> envFiles;

  /** Files, mounted under their names in {@code path}. */
  @Parameter private @Nullable List<File> files;

  /** Directory of the files in the container. Default: /config, or /secrets for a Secret. */
  @Parameter private @Nullable String path;

  /**
   * @param parameter its name: {@code config} or {@code secret}
   * @param defaultPath the directory if none is set
   */
  public Content settings(String parameter, String defaultPath) {
    Map<String, String> origins = new HashMap<>();
    Map<String, String> variables = new LinkedHashMap<>();
    for (File file : all(envFiles)) {
      fromFile(parameter, file)
          .forEach(
              (name, value) -> {
                variables.put(new KubernetesText(file.getName(), name).variable(), value);
                origins.put(name, file.getName());
              });
    }
    PomValues.texts(values)
        .forEach(
            (name, value) -> {
              variables.put(new KubernetesText(parameter + ".values", name).variable(), value);
              origins.remove(name);
            });
    return new Content(
        variables,
        contents(parameter),
        PomValues.in(parameter, "path", path).map(KubernetesText::path).orElse(defaultPath),
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
              + (file.isFile() ? "cannot be read: " + e.getMessage() : "is not a file."),
          "Paths are relative to the directory of the POM.",
          e);
    }
  }

  private Map<String, byte[]> contents(String parameter) {
    Map<String, byte[]> contents = new TreeMap<>();
    long bytes = 0;
    for (File file : all(files)) {
      String name = new KubernetesText(parameter + ".files", file.getName()).dataKey();
      if (!file.isFile()) {
        throw new Problem(
            parameter + ".files names " + file + ", which is not a file.",
            "Paths are relative to the directory of the POM.");
      }
      bytes += file.length();
      if (bytes > MOST_BYTES) {
        throw new Problem(
            parameter + ".files exceeds 1 MB, with " + file + ".",
            "Put large files into the image or on a volume.");
      }
      try {
        if (contents.put(name, Files.readAllBytes(file.toPath())) != null) {
          throw new Problem(
              parameter + ".files has two files with the name " + name + ".",
              "Rename one of them.");
        }
      } catch (IOException e) {
        throw new Problem(
            parameter + ".files names " + file + ", which cannot be read: " + e.getMessage(),
            "Change the permissions of the file.",
            e);
      }
    }
    return contents;
  }
}
