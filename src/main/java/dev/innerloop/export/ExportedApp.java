package dev.innerloop.export;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The exported files of one app.
 *
 * @param secrets the Secrets that its pods need to start
 */
public record ExportedApp(List<ExportFile> files, List<RequiredSecret> secrets) {

  public ExportedApp {
    files = List.copyOf(files);
    secrets = List.copyOf(secrets);
  }

  /**
   * The exported app.
   *
   * @param version of its project
   * @param image reference in its resources, pinned to a digest
   */
  public record Subject(String name, String version, String image) {}

  /**
   * A pure function: equal resources give equal bytes.
   *
   * @param resources in release form
   */
  public static ExportedApp of(
      Subject app, List<Mapping> resources, ExportFormat format, List<String> environments) {
    List<Mapping> secret = resources.stream().filter(RequiredSecrets::isSecret).toList();
    List<Mapping> others = resources.stream().filter(it -> !RequiredSecrets.isSecret(it)).toList();
    List<Mapping> exported =
        MetadataCleanup.of(
            others, it -> format != ExportFormat.KUSTOMIZE || GeneratedConfig.of(it).isEmpty());
    List<RequiredSecret> required = RequiredSecrets.of(exported, secret);
    List<ExportFile> files =
        new ArrayList<>(
            switch (format) {
              case PLAIN -> plain(exported);
              case KUSTOMIZE -> new KustomizeBase(app.name(), exported).files(environments);
              case HELM ->
                  new HelmChart(app.name(), app.version(), app.image(), ResourceFiles.of(exported))
                      .files(environments);
            });
    RequiredSecrets.file(app.name(), required).ifPresent(files::add);
    return new ExportedApp(files, required);
  }

  private static List<ExportFile> plain(List<Mapping> resources) {
    YamlWriter yaml = new YamlWriter();
    List<ExportFile> files = new ArrayList<>();
    for (Map.Entry<String, Mapping> file : ResourceFiles.of(resources).entrySet()) {
      files.add(
          ExportFile.generated(
              file.getKey(), ExportFile.HEADER + yaml.write(file.getValue().plain())));
    }
    return files;
  }
}
