package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we export, shown to the tools that it is for and to a real API server. */
@OnCluster
class GoldenExportsIT {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final String OTHER_VALUES =
      """
      image: {digest: "sha256:%s"}
      replicas: 0
      autoscaling: {max: 9}
      host: other.example.com
      resources: {limits: {memory: 3Gi}, requests: {memory: 3Gi}}
      env: {SPRING_PROFILES_ACTIVE: 'it"s: {}'}
      config: {shop-env: {CURRENCY: USD}}
      """
          .formatted("f".repeat(64));

  private static LocalTools tools;
  private static Namespace namespace;

  @TempDir Path folder;

  @BeforeAll
  static void create() {
    tools = new LocalTools();
    namespace =
        new Namespace("it-exports-" + ProcessHandle.current().pid())
            .create(Map.of("pod-security.kubernetes.io/enforce", "restricted"));
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  static List<Path> exports() throws IOException {
    try (Stream<Path> all = Files.list(GOLDEN)) {
      return all.map(it -> it.resolve("export")).filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("exports")
  void isTheSameAsAChartWithHelm(Path export) throws IOException {
    String chart = export.resolve("helm").toString();

    assertThat(tools.helm("lint", "--strict", chart)).contains("0 chart(s) failed");
    assertThat(tools.helm("lint", "--strict", chart, "-f", chart + "/values-test.yaml"))
        .contains("0 chart(s) failed");
    String made = tools.helm("template", "shop", chart);
    assertThat(resources(made)).isEqualTo(plain(export));
    assertThat(tools.helm("template", "shop", chart, "-f", chart + "/values-test.yaml"))
        .isEqualTo(made);
    accepted(export, made);
  }

  @ParameterizedTest
  @MethodSource("exports")
  void isTheSameAsABaseWithKustomize(Path export) throws IOException {
    String made = tools.kubectl("kustomize", export.resolve("kustomize/base").toString());

    assertThat(resources(withoutHashes(made))).isEqualTo(plain(export));
    assertThat(tools.kubectl("kustomize", export.resolve("kustomize/overlays/test").toString()))
        .isEqualTo(made);
    accepted(export, made);
  }

  @ParameterizedTest
  @MethodSource("exports")
  void isAcceptedByTheApiServerAsItIs(Path export) throws IOException {
    if (!isOfAnExtension(export)) {
      tools.kubectl(serverSide(export.resolve("plain").toString()));
    }
  }

  /** The values that differ, and no others, lead to other resources. */
  @ParameterizedTest
  @MethodSource("exports")
  void isChangedByValues(Path export) throws IOException {
    String chart = export.resolve("helm").toString();
    Path values = Files.writeString(folder.resolve("values.yaml"), OTHER_VALUES);

    String made = tools.helm("template", "shop", chart, "-f", values.toString());

    assertThat(made).contains("@sha256:" + "f".repeat(64)).contains("memory: 3Gi");
    if (export.startsWith(GOLDEN.resolve("everything"))) {
      assertThat(made)
          .contains("host: \"other.example.com\"", "- \"other.example.com\"")
          .contains("CURRENCY: USD", "value: \"it\\\"s: {}\"", "maxReplicas: 9")
          .doesNotContain("shop.example.com");
      assertThat(checksum(made)).isNotEqualTo(checksum(tools.helm("template", "shop", chart)));
    }
    if (export.startsWith(GOLDEN.resolve("statefulset"))) {
      assertThat(made).contains("replicas: 0\n");
    }
    accepted(export, made);
  }

  private void accepted(Path export, String resources) throws IOException {
    if (!isOfAnExtension(export)) {
      tools.kubectl(
          serverSide(Files.writeString(folder.resolve("all.yaml"), resources).toString()));
    }
  }

  private static String[] serverSide(String what) {
    return new String[] {
      "apply", "--server-side", "--dry-run=server", "-n", namespace.name(), "-f", what
    };
  }

  /** The node has no HTTPRoute. */
  private static boolean isOfAnExtension(Path export) {
    return export.startsWith(GOLDEN.resolve("gateway"));
  }

  private static String checksum(String resources) {
    return resources
        .lines()
        .filter(line -> line.contains("checksum/config"))
        .findFirst()
        .orElseThrow();
  }

  /** Kustomize puts the hash of its content behind the name of a ConfigMap. */
  private static String withoutHashes(String resources) {
    return resources.replaceAll("(name: shop-(?:env|files))-[a-z0-9]{10}\\n", "$1\n");
  }

  private static Map<String, Object> plain(Path export) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(export.resolve("plain"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        all.append("---\n").append(Files.readString(file));
      }
    }
    return resources(all.toString());
  }

  /** By kind and name, without what each tool does in its own way. */
  private static Map<String, Object> resources(String yaml) {
    KubernetesSerialization serialization = new KubernetesSerialization();
    Map<String, Object> resources = new TreeMap<>();
    for (String document : yaml.split("(?m)^---\\n")) {
      if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
        Map<?, ?> resource = serialization.unmarshal(document, Map.class);
        dropChecksums(resource);
        Map<?, ?> metadata = (Map<?, ?>) resource.get("metadata");
        resources.put(resource.get("kind") + " " + metadata.get("name"), resource);
      }
    }
    return resources;
  }

  private static void dropChecksums(Object node) {
    if (node instanceof Map<?, ?> map) {
      map.remove("checksum/config");
      map.values().forEach(GoldenExportsIT::dropChecksums);
      map.values().removeIf(it -> it instanceof Map<?, ?> empty && empty.isEmpty());
    } else if (node instanceof Collection<?> list) {
      list.forEach(GoldenExportsIT::dropChecksums);
    }
  }
}
