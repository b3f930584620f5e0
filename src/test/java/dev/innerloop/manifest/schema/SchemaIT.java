package dev.innerloop.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.Node;
import dev.innerloop.acceptance.OnCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnCluster(ours = true)
@Tag("exclusive") // what it defines, or asks for, belongs to the whole cluster
class SchemaIT {

  @Test
  void factsAreThoseOfARealServer() throws IOException {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Node.kubeconfig().toFile()))
            .build()) {
      String openApi = client.raw("/openapi/v2");
      Map<String, String> theirs =
          SchemaFacts.types(
              SchemaFacts.of(new KubernetesSerialization().unmarshal(openApi, Map.class), null));

      assertThat(theirs).hasSizeGreaterThan(400);
      assertThat(
              SchemaFacts.types(
                  Files.readString(
                      Path.of("src/main/resources/dev/innerloop/manifest/schema/kubernetes.txt"))))
          .containsAllEntriesOf(theirs);
    }
  }
}
