package dev.innerloop.cluster.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diff.Difference.Change;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void showsAChangedFieldWithContextAndPath() {
    Difference difference = Difference.between(deployment("shop:1", 3), deployment("shop:2", 4));

    assertThat(difference.change()).isEqualTo(Change.CHANGED);
    assertThat(difference.kind() + " " + difference.name()).isEqualTo("Deployment shop");
    assertThat(String.join("\n", difference.lines()))
        .isEqualTo(
            """
            @@ -9,6 +9,6 @@ spec.template.spec
                   containers:
                   - name: shop
                     args:
            -        - '3'
            -        image: shop:1
            +        - '4'
            +        image: shop:2
                     imagePullPolicy: IfNotPresent\
            """);
  }

  @Test
  void isEmptyWhereOnlyTheServersOwnFieldsDiffer() {
    ConfigMap live =
        new ConfigMapBuilder(configMap(Map.of("a", "1")))
            .editMetadata()
            .withResourceVersion("17")
            .withUid("8d2c")
            .withGeneration(3L)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .withNamespace("team")
            .addNewManagedField()
            .withManager("kubectl")
            .endManagedField()
            .endMetadata()
            .build();

    Difference difference = Difference.between(live, configMap(Map.of("a", "1")));

    assertThat(difference.change()).isEqualTo(Change.UNCHANGED);
    assertThat(difference.lines()).isEmpty();
  }

  @Test
  void showsCreatedAndDeletedResourcesInFull() {
    assertThat(Difference.created(configMap(Map.of("b", "2", "a", "first\nsecond\n"))).lines())
        .containsExactly(
            "+apiVersion: v1",
            "+kind: ConfigMap",
            "+metadata:",
            "+  name: shop",
            "+data:",
            "+  a: |",
            "+    first",
            "+    second",
            "+  b: '2'");
    assertThat(Difference.removed(configMap(Map.of("a", "x"))).lines())
        .containsExactly(
            "-apiVersion: v1",
            "-kind: ConfigMap",
            "-metadata:",
            "-  name: shop",
            "-data:",
            "-  a: x");
  }

  @Test
  void showsThatASecretsValueChangesAndNeverTheValue() {
    Difference difference =
        Difference.between(
            secret(Map.of("changed", "hunter2", "gone", "old-key", "same", "s3cret")),
            secret(Map.of("changed", "hunter3", "new", "young-key", "same", "s3cret")));

    assertThat(String.join("\n", difference.lines()))
        .isEqualTo(
            """
            @@ -3,6 +3,6 @@
             metadata:
               name: shop
             data:
            -  changed: '*** (before)'
            -  gone: '***'
            +  changed: '*** (after)'
            +  new: '***'
               same: '***'\
            """)
        .doesNotContain("hunter", "old-key", "young-key", "s3cret")
        .doesNotContain(base64("hunter2"), base64("hunter3"), base64("s3cret"));
  }

  @Test
  void showsNoValueOfACreatedOrDeletedSecret() {
    Secret secret = secret(Map.of("password", "hunter2"));
    Secret plain = new SecretBuilder(secret).addToStringData("token", "hunter3").build();

    assertThat(Difference.created(plain).lines())
        .contains("+  password: '***'", "+  token: '***'")
        .noneMatch(line -> line.contains("hunter") || line.contains(base64("hunter2")));
    assertThat(Difference.removed(secret).lines()).contains("-  password: '***'");
  }

  @Test
  void hidesTheSecretThatKubectlKeptInAnAnnotation() {
    Secret applied =
        new SecretBuilder(secret(Map.of("password", "hunter2")))
            .editMetadata()
            .addToAnnotations(
                "kubectl.kubernetes.io/last-applied-configuration", "{\"password\":\"hunter1\"}")
            .endMetadata()
            .build();

    assertThat(Difference.removed(applied).lines())
        .contains("-    kubectl.kubernetes.io/last-applied-configuration: '***'")
        .noneMatch(line -> line.contains("hunter"));
  }

  @Test
  void leavesOutUnchangedLines() {
    StringBuilder much = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      much.append("line ").append(i).append('\n');
    }

    Difference difference =
        Difference.between(
            configMap(Map.of("much", much.toString())),
            configMap(Map.of("much", much.toString().replace("line 17\n", "another\n"))));

    assertThat(difference.lines()).hasSize(9).contains("-    line 17", "+    another");
  }

  @Test
  void copesWithATextOfWhichNothingStays() {
    StringBuilder old = new StringBuilder();
    StringBuilder young = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      old.append("old ").append(i).append('\n');
      young.append("young ").append(i).append('\n');
    }

    Difference difference =
        Difference.between(
            configMap(Map.of("much", old.toString())), configMap(Map.of("much", young.toString())));

    assertThat(difference.lines()).filteredOn(line -> line.startsWith("-")).hasSize(8_000);
    assertThat(difference.lines()).filteredOn(line -> line.startsWith("+")).hasSize(8_000);
  }

  private static Deployment deployment(String image, int number) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("shop")
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName("shop")
        .withArgs(Integer.toString(number))
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static ConfigMap configMap(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("shop")
        .endMetadata()
        .withData(data)
        .build();
  }

  private static Secret secret(Map<String, String> data) {
    SecretBuilder secret = new SecretBuilder().withNewMetadata().withName("shop").endMetadata();
    data.forEach((key, value) -> secret.addToData(key, base64(value)));
    return secret.build();
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
