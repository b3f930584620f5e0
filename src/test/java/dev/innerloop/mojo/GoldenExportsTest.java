package dev.innerloop.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.export.ExportFile;
import dev.innerloop.export.ExportFormat;
import dev.innerloop.export.ExportedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Renewed by {@code ./mvnw test -Dtest=GoldenExportsTest -Ddev.golden.update}. */
class GoldenExportsTest {

  private static final String IMAGE =
      "registry.example.com/acme/shop:1.0@sha256:" + "0123456789abcdef".repeat(4);

  static Stream<Arguments> exports() {
    return Stream.of("everything", "statefulset", "cronjob", "gateway", "storage")
        .flatMap(
            name -> Stream.of(ExportFormat.values()).map(format -> Arguments.of(name, format)));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void exportsWhatIsKept(String name, ExportFormat format) throws IOException {
    Path folder = folder(name, format);
    Map<String, String> files = export(name, format);
    if (Boolean.parseBoolean(System.getProperty("dev.golden.update"))) {
      write(folder, files);
    }

    assertThat(files).isEqualTo(kept(folder));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void exportsTheSameBytesTwice(String name, ExportFormat format) {
    assertThat(export(name, format)).isEqualTo(export(name, format));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void holdsNothingOfThisPluginAndNoSecret(String name, ExportFormat format) {
    assertThat(String.join("\n", export(name, format).values()))
        .contains("sha256:")
        .doesNotContain("dev-maven-plugin", "dev.innerloop", "namespace: shop\n")
        .doesNotContain("not-so-secret", "bm90LXNvLXNlY3JldA");
  }

  private static Map<String, String> export(String name, ExportFormat format) {
    GoldenCase golden =
        GoldenCase.all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    ExportedApp export =
        ExportedApp.of(
            new ExportedApp.Subject("shop", "1.0-SNAPSHOT", IMAGE),
            golden.explained(IMAGE).resources().trees(),
            format,
            format == ExportFormat.PLAIN ? List.of() : List.of("test"));
    Map<String, String> files = new TreeMap<>();
    for (ExportFile file : export.files()) {
      files.put(file.path(), file.text());
    }
    return files;
  }

  private static Path folder(String name, ExportFormat format) {
    return Path.of("src/test/resources/golden", name, "export")
        .resolve(format.name().toLowerCase(Locale.ROOT));
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (String path : Files.exists(folder) ? kept(folder).keySet() : Set.<String>of()) {
      Files.delete(folder.resolve(path));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static Map<String, String> kept(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
