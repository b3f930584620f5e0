package dev.innerloop.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.schema.Shape.ListOf;
import dev.innerloop.manifest.schema.Shape.MapOf;
import dev.innerloop.manifest.schema.Shape.ObjectOf;
import dev.innerloop.manifest.schema.Shape.Single;
import dev.innerloop.manifest.schema.Type.Field;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SchemaFactsTest {

  private static final Path FACTS =
      Path.of("src/main/resources/dev/innerloop/manifest/schema/kubernetes.txt");

  /** See CONTRIBUTING.md. */
  @Test
  @EnabledIfSystemProperty(named = "dev.schema.openApi", matches = ".+")
  void renewsTheFactsFromAnOpenApiDocument() throws IOException {
    Path openApi = Path.of(System.getProperty("dev.schema.openApi"));
    Map<String, Object> document =
        new KubernetesSerialization().unmarshal(Files.readString(openApi), Map.class);
    Files.createDirectories(FACTS.getParent());
    Files.writeString(FACTS, SchemaFacts.of(document, System.getProperty("dev.schema.version")));

    assertThat(Schema.bundled().version()).isNotEqualTo("unversioned");
  }

  @Test
  void knowsTheFieldsOfResources() {
    Schema schema = Schema.bundled();
    Type deployment = schema.kind("apps/v1", "Deployment").orElseThrow();
    assertThat(deployment.title()).isEqualTo("Deployment");
    assertThat(deployment.field("spec").orElseThrow().shape())
        .isEqualTo(new ObjectOf("apps.v1.DeploymentSpec"));
    assertThat(schema.type("core.v1.PodSpec").fields())
        .containsEntry(
            "containers",
            new Field(new ListOf(new ObjectOf("core.v1.Container")), true, true, false, "name"))
        .containsEntry("nodeSelector", new Field(new MapOf(Single.STRING), false, false, false, ""))
        .containsEntry("priority", new Field(Single.INT32, false, false, false, ""));
    assertThat(schema.type("core.v1.ResourceRequirements").field("limits").orElseThrow().shape())
        .isEqualTo(new MapOf(Single.QUANTITY));
    assertThat(schema.type("apps.v1.RollingUpdateDeployment").field("maxSurge").orElseThrow())
        .isEqualTo(new Field(Single.INT_OR_STRING, false, false, false, ""));
  }

  @Test
  void knowsHowListsMerge() {
    Schema schema = Schema.bundled();
    assertThat(mergeKey(schema, "core.v1.Container", "ports")).isEqualTo("containerPort");
    assertThat(mergeKey(schema, "core.v1.Container", "volumeMounts")).isEqualTo("mountPath");
    assertThat(mergeKey(schema, "core.v1.PodSpec", "hostAliases")).isEqualTo("ip");
    assertThat(mergeKey(schema, "core.v1.PodSpec", "topologySpreadConstraints"))
        .isEqualTo("topologyKey");
    assertThat(mergeKey(schema, "core.v1.ServiceSpec", "ports")).isEqualTo("port");
    assertThat(mergeKey(schema, "meta.v1.ObjectMeta", "ownerReferences")).isEqualTo("uid");
    assertThat(schema.type("meta.v1.ObjectMeta").field("finalizers").orElseThrow())
        .isEqualTo(new Field(new ListOf(Single.STRING), false, true, false, ""));
    assertThat(schema.type("core.v1.PodSpec").field("tolerations").orElseThrow().merges())
        .isFalse();
  }

  @Test
  void tellsWhereAKindIs() {
    Schema schema = Schema.bundled();
    assertThat(schema.apiVersionsOf("Deployment")).containsExactly("apps/v1");
    assertThat(schema.apiVersionsOf("HorizontalPodAutoscaler"))
        .containsExactly("autoscaling/v1", "autoscaling/v2");
    assertThat(schema.kind("v1", "Deployment")).isEmpty();
    assertThat(schema.kindsOf("apps/v1")).contains("StatefulSet").doesNotContain("DeploymentList");
    assertThat(schema.hasGroup("networking.k8s.io")).isTrue();
    assertThat(schema.hasGroup("")).isTrue();
    assertThat(schema.hasGroup("gateway.networking.k8s.io")).isFalse();
  }

  private static String mergeKey(Schema schema, String type, String field) {
    Field found = schema.type(type).field(field).orElseThrow();
    assertThat(found.merges()).isTrue();
    return found.mergeKey();
  }
}
