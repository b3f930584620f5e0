package dev.innerloop.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.export.folder.ExportFile;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in an export, and what is not. The golden files show whole ones. */
class ExportTest {

  private static final String IMAGE = "r.example.com/shop:1@sha256:" + "a".repeat(64);

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: shop
        labels: {app.kubernetes.io/managed-by: dev-maven-plugin, team: a}
        annotations: {dev.innerloop/x: y}
      spec:
        template:
          metadata:
            annotations: {dev.innerloop/config: "12"}
          spec:
            initContainers:
            - {name: migrate, image: "%1$s", env: [{name: GREETING, value: other}]}
            containers:
            - name: shop
              image: %1$s
              env: [{name: GREETING, value: Hello}, {name: PORT, value: "8080"}]
              resources: {limits: {memory: 1Gi}}
            - {name: beside, image: "proxy:1", env: [{name: GREETING, value: third}]}
      """
          .formatted(IMAGE);

  @Test
  void holdsNothingOfThisPlugin() {
    String text = file(plain(DEPLOYMENT), "shop-deployment.yaml");

    assertThat(text)
        .startsWith(
            "# Written by dev:export: change the POM or src/main/kubernetes, and export again.\n")
        .contains("labels:\n    team: a\n")
        .doesNotContain("annotations", "managed-by", "dev.innerloop/");
  }

  @Test
  void leavesSecretsOutAndSaysWhichKeysTheyNeed() {
    Export export =
        plain(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: shop-env}
            data: {API_KEY: c2VjcmV0}
            stringData: {TOKEN: hidden}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: account-token, annotations: {kubernetes.io/service-account.name: shop}}
            type: kubernetes.io/service-account-token
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: x}
            spec:
              imagePullSecrets: [{name: pull}]
              volumes:
              - {name: a, secret: {secretName: trust, items: [{key: ca.crt, path: ca.crt}]}}
              - {name: b, projected: {sources: [{secret: {name: joined}}]}}
              - {name: c, secret: {secretName: perhaps, optional: true}}
              containers:
              - name: x
                env: [{name: P, valueFrom: {secretKeyRef: {name: db, key: password}}}]
                envFrom: [{secretRef: {name: shop-env}}]
            """);

    assertThat(export.secrets())
        .extracting(Object::toString)
        .containsExactly(
            "Secret db with the key password",
            "Secret joined",
            "Secret pull",
            "Secret shop-env with the keys API_KEY, TOKEN",
            "Secret trust with the key ca.crt");
    assertThat(export.files())
        .extracting(ExportFile::path)
        .containsExactly("account-token-secret.yaml", "x-pod.yaml", "SECRETS.md");
    assertThat(file(export, "SECRETS.md"))
        .contains(
            "| shop-env | API_KEY, TOKEN | of the app's own, with values from where it is built |")
        .contains("| db | password |  |");
    assertThat(export.files()).noneMatch(it -> it.text().contains("c2VjcmV0"));
    assertThat(export.files()).noneMatch(it -> it.text().contains("hidden"));
  }

  @Test
  void replacesPodsWhenConfigurationChangesAndNotForSecrets() {
    String map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: %s}\n";
    String secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: %s}\n";

    String one = file(plain(DEPLOYMENT + map.formatted("b")), "shop-deployment.yaml");

    assertThat(one).containsPattern("checksum/config: \"?[0-9a-f]{16}");
    assertThat(file(plain(DEPLOYMENT + map.formatted("c")), "shop-deployment.yaml"))
        .isNotEqualTo(one);
    assertThat(
            file(
                plain(DEPLOYMENT + map.formatted("b") + secret.formatted("eA==")),
                "shop-deployment.yaml"))
        .isEqualTo(one);
  }

  @Test
  void givesEachResourceAFileOfItsOwn() {
    Export export =
        plain(
            """
            {apiVersion: v1, kind: Service, metadata: {name: shop}}
            ---
            {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: shop}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: "shop:reader"}}
            """);

    assertThat(export.files())
        .extracting(ExportFile::path)
        .containsExactly(
            "shop-service.yaml", "shop-service-serving.knative.dev.yaml", "shop-reader-role.yaml");
  }

  @Test
  void hasKustomizeGenerateConfigMapsFromValuesAndFiles() {
    Export export =
        of(
            Format.KUSTOMIZE,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: c, labels: {a: b}}
            data:
              ONE: some words
              QUOTED: "'x'"
              app.properties: |
                a=b
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: binary}
            binaryData: {a: AAAA}
            """);

    assertThat(file(export, "base/kustomization.yaml"))
        .endsWith(
            """
            resources:
            - binary-configmap.yaml
            configMapGenerator:
            - name: c
              literals:
              - ONE=some words
              files:
              - config/c/QUOTED
              - config/c/app.properties
              options:
                labels:
                  a: b
            """);
    assertThat(file(export, "base/config/c/app.properties")).isEqualTo("a=b\n");
    assertThat(file(export, "base/config/c/QUOTED")).isEqualTo("'x'");
  }

  @Test
  void takesValuesOfTheAppsOwnContainerOnly() {
    Export export = of(Format.HELM, DEPLOYMENT);

    assertThat(file(export, "values.yaml"))
        .endsWith(
            """

            # What runs, bound to its very content; each export renews it.
            image:
              repository: r.example.com/shop
              tag: "1"
              digest: sha256:%s

            # How many pods. Without a number: as many as there are, at first one.
            replicas: null

            # What the container gets of its node.
            resources:
              limits:
                memory: 1Gi

            # Environment variables.
            env:
              GREETING: Hello
            """
                .formatted("a".repeat(64)));
    assertThat(file(export, "templates/shop-deployment.yaml"))
        .contains("value: other", "value: third", "value: {{ .Values.env.GREETING | quote }}")
        .containsOnlyOnce("{{- toYaml .Values.resources")
        .contains("value: \"8080\"");
  }

  @Test
  void leavesBracesOfOthersAlone() {
    Export export =
        of(
            Format.HELM,
            """
            apiVersion: example.com/v1
            kind: Alert
            metadata: {name: a}
            spec: {summary: "{{ $labels.pod }} is down"}
            ---
            {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {x: "{{y}}"}}
            """);

    assertThat(file(export, "templates/a-alert.yaml"))
        .contains("summary: \"{{ \"{{\" }} $labels.pod }} is down\"");
    assertThat(file(export, "crds/a-customresourcedefinition.yaml")).contains("x: \"{{y}}\"");
  }

  private static Export plain(String yaml) {
    return of(Format.PLAIN, yaml);
  }

  private static Export of(Format format, String yaml) {
    Findings findings = new Findings();
    List<Mapping> resources = new YamlReader(findings, Optional.empty()).read(yaml, "test");
    assertThat(findings.all()).isEmpty();
    return Export.of(new Export.Subject("shop", "1", IMAGE), resources, format, List.of());
  }

  private static String file(Export export, String path) {
    return export.files().stream()
        .filter(it -> it.path().equals(path))
        .map(ExportFile::text)
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not in " + export.files()));
  }
}
