package dev.innerloop.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.manifest.fragment.ResourceMerger;
import dev.innerloop.manifest.provenance.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renewed by {@code ./mvnw test -Dtest=GoldenManifestsTest -Ddev.golden.update}. */
class GoldenManifestsTest {

  private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)]|([^.\\[]+)");

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesWhatIsKept(GoldenCase golden) throws IOException {
    ExplainedResources explained = golden.explained();
    Path reasons = golden.folder().resolve("explained.txt");
    String told =
        explained.reasons().stream().map(each -> each + "\n").collect(Collectors.joining());
    if (Boolean.parseBoolean(System.getProperty("dev.golden.update"))) {
      explained.resources().writeTo(golden.generated());
      Files.writeString(reasons, told);
    }

    assertThat(new TreeMap<>(explained.resources().yaml())).isEqualTo(kept(golden.generated()));
    assertThat(reasons).hasContent(told);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesTheSameBytesTwice(GoldenCase golden) {
    assertThat(golden.explained().resources().yaml())
        .isEqualTo(golden.explained().resources().yaml());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesWhatItsOwnChecksAccept(GoldenCase golden) {
    assertThat(
            new ResourceMerger(ProjectManifests.none(golden.folder()))
                .merge(
                    golden::explained,
                    new ResourceMerger.Subject(golden.app(), "unused:1", Set.of()),
                    ClusterObjects.UNKNOWN))
        .isEqualTo(golden.explained());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsOfFieldsThatAreThereWithTheValueThatTheyHave(GoldenCase golden) {
    ExplainedResources explained = golden.explained();
    Map<String, Object> resources = new TreeMap<>();
    KubernetesSerialization serialization = new KubernetesSerialization();
    for (HasMetadata resource : explained.resources().all()) {
      resources.put(
          resource.getKind() + " " + resource.getMetadata().getName(),
          serialization.unmarshal(serialization.asYaml(resource), Map.class));
    }

    assertThat(explained.reasons())
        .isNotEmpty()
        .allSatisfy(
            reason -> {
              Object value = at(resources.get(reason.resource()), reason.field());
              assertThat(value).as(reason.toString()).isNotNull();
              if (!isHidden(reason)) {
                assertThat(value.toString()).as(reason.toString()).isEqualTo(reason.value());
              }
            });
  }

  private static boolean isHidden(Reason reason) {
    return reason.value().equals("(secret)") || reason.value().matches("\\d+ bytes");
  }

  /** Goes by keys, and in lists by an index or the name of an element. */
  private static Object at(Object root, String field) {
    Object node = root;
    Matcher segments = SEGMENT.matcher(field);
    while (segments.find() && node != null) {
      String key = segments.group(1) == null ? segments.group(2) : segments.group(1);
      if (node instanceof List<?> list) {
        node = key.matches("\\d+") ? list.get(Integer.parseInt(key)) : named(list, key);
      } else {
        node = ((Map<?, ?>) node).get(key);
      }
    }
    return node;
  }

  private static Object named(List<?> list, String name) {
    return list.stream()
        .filter(element -> name.equals(nameOf((Map<?, ?>) element)))
        .findFirst()
        .orElse(null);
  }

  private static Object nameOf(Map<?, ?> element) {
    return element.get("metadata") instanceof Map<?, ?> metadata
        ? metadata.get("name")
        : element.get("name");
  }

  private static Map<String, String> kept(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
