package dev.innerloop.manifest.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.check.ClusterObjects.Presence;
import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported, and, as much, what is not. */
class ChecksTest {

  private static final Schema SCHEMA = Schema.bundled();

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
            - name: shop
              image: shop:1
              ports: [{name: http, containerPort: 8080}]
      """;

  private static final String SERVICE =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec:
        selector: {app: shop}
        ports: [{name: http, port: 80, targetPort: http}]
      """;

  private ClusterObjects cluster = ClusterObjects.UNKNOWN;

  @Test
  void findsNothingWrongWithWhatIsRight() {
    assertThat(check(DEPLOYMENT + SERVICE)).isEmpty();
  }

  /** Fields, values and names: one resource by itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "replicas: three | 5: spec.replicas is a whole number, not the text \"three\"",
        "replicas: '3' | 5: spec.replicas is a whole number, not the text \"3\"",
        "replicas: -1 | 5: spec.replicas is -1",
        "replicas: 3000000000 | 5: spec.replicas is too large: 3000000000",
        "replica: 3 | 5: spec.replica is not a field of DeploymentSpec",
        "paused: 'yes' | 5: spec.paused is true or false, not the text \"yes\"",
        "strategy: [a] | 5: spec.strategy is a map, not a list",
        "strategy: {type: Recrate} | 5: spec.strategy.type is \"Recrate\"",
        "strategy: {rollingUpdate: {maxSurge: true}} | 5:"
            + " spec.strategy.rollingUpdate.maxSurge is a number or text, not true",
        "progressDeadlineSeconds: 0 | 5: spec.progressDeadlineSeconds is 0",
      })
  void reportsWhatADeploymentCannotBe(String line, String expected) {
    assertThat(check(DEPLOYMENT.replace("spec:\n  selector", "spec:\n  " + line + "\n  selector")))
        .containsExactly(expected.replaceFirst("5", "a.yml:5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "env: {A: b} | spec.template.spec.containers[0].env is a list, not a map",
        "env: [{name: A, value: 8080}] |"
            + " spec.template.spec.containers[0].env[0].value is text, not the number 8080",
        "env: [{name: A, value: yes}] |"
            + " spec.template.spec.containers[0].env[0].value is text, not true",
        "env: [{value: x}] | spec.template.spec.containers[0].env[0] has no name",
        "env: [{name: A, value: a}, {name: A, value: b}] | two environment variables are named A",
        "imagePullPolicy: always | spec.template.spec.containers[0].imagePullPolicy is \"always\"",
        "imagePulPolicy: Always |"
            + " spec.template.spec.containers[0].imagePulPolicy is not a field of Container",
        "resources: {limits: {memory: 1 GB}} | spec.template.spec.containers[0].resources.limits"
            + ".memory is a quantity such as 500m or 1Gi, not the text \"1 GB\"",
        "resources: {requests: {cpu: 2}, limits: {cpu: 500m}} |"
            + " the request of cpu (2) is greater than its limit (500m)",
        "readinessProbe: {httpGet: {port: 9090}} |"
            + " the readinessProbe uses port 9090, but the pod has 8080 (http)",
        "livenessProbe: {tcpSocket: {port: web}} |"
            + " the livenessProbe uses port web, but the pod has 8080 (http)",
        "livenessProbe: {tcpSocket: {port: http}, successThreshold: 2} |"
            + " successThreshold of a livenessProbe is 2",
        "readinessProbe: {httpGet: {port: 99999}} |"
            + " spec.template.spec.containers[0].readinessProbe.httpGet.port is 99999",
        "volumeMounts: [{name: data, mountPath: /data}] |"
            + " container shop mounts volume data, which the pod does not have",
      })
  void reportsWhatAContainerCannotHave(String line, String expected) {
    assertThat(check(DEPLOYMENT.replace("image: shop:1", "image: shop:1\n        " + line)))
        .containsExactly("a.yml:12: " + expected);
  }

  @Test
  void reportsImagesWithoutAVersion() {
    assertThat(check(DEPLOYMENT.replace("shop:1", "shop")))
        .containsExactly(
            "a.yml:11: the image shop has no tag, so its content can change at any time");
    assertThat(check(DEPLOYMENT.replace("shop:1", "localhost:5000/shop"))).hasSize(1);
    assertThat(check(DEPLOYMENT.replace("shop:1", "localhost:5000/shop@sha256:0"))).isEmpty();
    assertThat(check(DEPLOYMENT.replace("        image: shop:1\n", "")))
        .containsExactly("a.yml:10: container shop has no image");
  }

  @Test
  void reportsWorkloadsThatDoNotKnowTheirPods() {
    assertThat(check(DEPLOYMENT.replace("labels: {app: shop}", "labels: {app: other}")))
        .containsExactly("a.yml:5: the selector of Deployment shop does not match its own pods");
  }

  @Test
  void reportsUnknownKinds() {
    assertThat(check("apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: x}\n"))
        .containsExactly("a.yml:1: Kubernetes 1.34 has no Ingress in extensions/v1beta1");
    assertThat(findings("apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: x}\n").all())
        .extracting(Findings.Finding::toString)
        .containsExactly(
            "a.yml:2: Kubernetes 1.34 has no kind Deploymnet in apps/v1\n"
                + "    Did you mean Deployment?");
    assertThat(check("apiVersion: apps\nkind: Thing\nmetadata: {name: x}\n"))
        .containsExactly("a.yml:1: Kubernetes 1.34 has no API apps");
    assertThat(check("kind: Service\nmetadata: {name: x}\n"))
        .containsExactly("a.yml:1: the resource has no apiVersion");
  }

  @Test
  void knowsNothingOfCustomResourcesButTheirMetadata() {
    assertThat(check("apiVersion: example.com/v1\nkind: Any\nmetadata: {name: x}\nspec: 7\n"))
        .isEmpty();
    assertThat(check("apiVersion: example.com/v1\nkind: Any\nmetadata: {name: x, label: {}}\n"))
        .containsExactly("a.yml:3: metadata.label is not a field of ObjectMeta");
  }

  @Test
  void reportsNamesThatAreTooLong() {
    String name = "s" + "x".repeat(63);
    assertThat(check(DEPLOYMENT + SERVICE.replace("name: shop", "name: " + name)))
        .containsExactly("a.yml:16: the name of Service " + name + " has 64 characters");
    assertThat(
            check(
                DEPLOYMENT.replace("labels: {app: shop}", "labels: {app: shop, l: " + name + "}")))
        .containsExactly("a.yml:7: the value of label l has 64 characters");
    assertThat(check(DEPLOYMENT.replace("name: http", "name: a-name-of-16-chr")))
        .containsExactly("a.yml:12: \"a-name-of-16-chr\" is not a valid name for a port");
    assertThat(check("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Shop", "shop_1", "-shop", "shöp", "a..b"})
  void reportsNamesThatAreNone(String name) {
    assertThat(check("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n"))
        .containsExactly("a.yml:4: \"" + name + "\" is not a valid name for a ConfigMap");
  }

  @Test
  void reportsWhatIsThereTwice() {
    assertThat(check(DEPLOYMENT + SERVICE + SERVICE))
        .containsExactly(
            "a.yml:23: Service shop is defined twice; the other definition is at a.yml:16");
  }

  @Test
  void reportsSelectorsThatMatchNothing() {
    assertThat(check(DEPLOYMENT + SERVICE.replace("{app: shop}", "{app: other}")))
        .containsExactly("a.yml:18: the selector of Service shop matches none of these pods");
    assertThat(check(SERVICE)).as("pods of somebody else").isEmpty();
    assertThat(
            check(
                DEPLOYMENT
                    + """
                    ---
                    apiVersion: policy/v1
                    kind: PodDisruptionBudget
                    metadata: {name: b}
                    spec: {minAvailable: 1, selector: {matchLabels: {app: none}}}
                    """))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"web, 1", "http, 0", "8080, 0", "9090, 1"})
  void reportsPortsOfServicesThatNoContainerHas(String target, int problems) {
    List<String> found =
        check(DEPLOYMENT + SERVICE.replace("targetPort: http", "targetPort: " + target));

    assertThat(found).hasSize(problems);
    if (problems > 0) {
      assertThat(found.get(0))
          .isEqualTo(
              "a.yml:19: Service shop refers to port "
                  + target
                  + ", but Deployment shop has 8080 (http)");
    }
  }

  @Test
  void knowsNothingOfNumbersWhereNoPortIsDeclared() {
    assertThat(
            check(
                DEPLOYMENT.replaceAll("        ports.*\n", "")
                    + SERVICE.replace("targetPort: http", "targetPort: 9090")))
        .isEmpty();
  }

  @Test
  void reportsIngressesThatLeadNowhere() {
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec: {defaultBackend: {service: {name: shop, port: {number: 8080}}}}
        """;
    assertThat(check(DEPLOYMENT + SERVICE + ingress))
        .containsExactly(
            "a.yml:24: Ingress shop refers to port 8080, which Service shop does not have");
    assertThat(check(DEPLOYMENT + SERVICE + ingress.replace("number: 8080", "name: http")))
        .isEmpty();
    cluster = (kind, name) -> Presence.ABSENT;
    assertThat(check(DEPLOYMENT + ingress))
        .containsExactly("a.yml:17: Ingress shop refers to Service shop, which does not exist");
  }

  @Test
  void reportsAutoscalersOfNothing() {
    assertThat(
            check(
                DEPLOYMENT
                    + """
                    ---
                    apiVersion: autoscaling/v2
                    kind: HorizontalPodAutoscaler
                    metadata: {name: shop}
                    spec:
                      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: store}
                      minReplicas: 5
                      maxReplicas: 3
                    """))
        .containsExactly(
            "a.yml:18: HorizontalPodAutoscaler shop scales Deployment store, which is not among the"
                + " resources",
            "a.yml:19: minReplicas (5) is greater than maxReplicas (3)");
  }

  @Test
  void asksTheClusterForWhatIsNotAmongTheResources() {
    String needy =
        DEPLOYMENT.replace(
            "image: shop:1",
            "image: shop:1\n        envFrom: [{secretRef: {name: login}},"
                + " {configMapRef: {name: maybe, optional: true}}]");

    assertThat(check(needy)).as("without a cluster").isEmpty();
    cluster = (kind, name) -> Presence.PRESENT;
    assertThat(check(needy)).isEmpty();
    cluster = (kind, name) -> Presence.ABSENT;
    assertThat(check(needy))
        .containsExactly(
            "a.yml:12: Deployment shop needs Secret login, which is neither among the resources nor"
                + " in the namespace");
    assertThat(
            check(
                needy
                    + "---\n"
                    + "apiVersion: v1\n"
                    + "kind: Secret\n"
                    + "metadata: {name: login}\n"
                    + "stringData: {a: b}"))
        .isEmpty();
  }

  @Test
  void reportsEntriesThatAConfigMapDoesNotHave() {
    String needy =
        DEPLOYMENT.replace(
            "image: shop:1",
            "image: shop:1\n"
                + "        env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: k}}}]");
    String map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {%s: v}\n";

    assertThat(check(needy + map.formatted("k"))).isEmpty();
    assertThat(check(needy + map.formatted("other")))
        .containsExactly("a.yml:12: ConfigMap c has no entry k");
  }

  @Test
  void reportsASecretThatIsNotEncoded() {
    assertThat(
            check("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: 'not base64!'}\n"))
        .containsExactly("a.yml:4: data.a is not base64");
  }

  private List<String> check(String yaml) {
    return findings(yaml).all().stream()
        .map(finding -> finding.at() + ": " + finding.what())
        .toList();
  }

  private Findings findings(String yaml) {
    Findings findings = new Findings();
    List<Mapping> resources = new YamlReader(findings, Optional.empty()).read(yaml, "a.yml");
    Checks checks = new Checks(SCHEMA, cluster, findings);
    checks.each(resources);
    if (findings.isEmpty()) {
      checks.together(resources);
    }
    return findings;
  }
}
