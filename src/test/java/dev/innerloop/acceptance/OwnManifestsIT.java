package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A team's own YAML, developed as it is, with a fragment on top of it. */
@OnCluster(ours = true)
class OwnManifestsIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void putsDevModeOnTheWorkloadThatRunsTheApp() {
    Example example = Example.HELLO;
    Namespace namespace = bench.namespace();
    ProjectCopy project = bench.copy(example);
    project.save(
        "k8s/all.yml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: hello, namespace: production}
        spec:
          selector: {matchLabels: {run: hello}}
          template:
            metadata: {labels: {run: hello}}
            spec:
              containers:
              - {name: beside, image: "localhost:5000/pause:1"}
              - name: web
                image: registry.example.com/team/hello:1.0
                ports: [{containerPort: 8080}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: greeting}
        spec: {selector: {run: hello}, ports: [{port: 80, targetPort: 8080}]}
        """);
    project.save(
        "src/main/kubernetes/env.yml",
        """
        kind: Deployment
        spec: {template: {spec: {containers: [{name: web, env: [{name: OF, value: "${project.artifactId}"}]}]}}}
        """);
    MavenRun session =
        bench.start(
            bench
                .onCluster(project, "dev:watch")
                .set("dev.manifestSource", "k8s")
                .set("dev.delivery", "direct")
                .set("dev.baseImage", "localhost:5000/jre:17"));
    session.events().awaitReady(DEPLOYED);

    example.editBody(project, "out of our own YAML");
    namespace.awaitServedByEach(example.app(), 1, example.path(), "out of our own YAML", SERVED);

    Deployment deployment = namespace.deployment("hello");
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers())
        .extracting(Container::getName)
        .as("in the order of the project")
        .containsExactly("beside", "web");
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().get(1).getEnv())
        .extracting(EnvVar::getName)
        .contains("OF");
    assertThat(
            namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("hello-dev")
                .get()
                .getData())
        .as("where pods get it from, so that another value replaces none")
        .containsEntry("env.OF", "hello");
    assertThat(namespace.resources()).anyMatch(resource -> resource.contains("greeting"));
  }
}
