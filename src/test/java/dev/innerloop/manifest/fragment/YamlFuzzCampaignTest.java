package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Fragments with errors in them: resources, whose files stay where they belong, or a problem. */
class YamlFuzzCampaignTest {

  private static final Mutations FRAGMENTS =
      Mutations.ofText(
          List.of(
              """
              kind: Deployment
              spec:
                replicas: 2
                template:
                  spec:
                    containers:
                    - name: shop
                      env: [{name: A, value: "${x:-b}"}]
                      ports:
                      - {containerPort: 8080, name: http}
              """,
              """
              apiVersion: v1
              kind: ConfigMap
              metadata: &m
                name: extra
                labels: {a: b}
              data:
                key: |
                  text
                other: >-
                  folded
              ---
              apiVersion: v1
              kind: Secret
              metadata: {name: keys}
              stringData: {a: '1'}
              """,
              """
              apiVersion: example.com/v1
              kind: Widget
              metadata: {name: w}
              spec: {size: 0x1F, on: yes, list: [1, 2.5, null]}
              """,
              """
              kind: Service
              $patch: replace
              metadata: {name: shop}
              spec:
                ports: [{port: 80, targetPort: http}]
              """),
          List.of(
              "name",
              ": ",
              "- ",
              "\n",
              "  ",
              "&m",
              "*m",
              "<<: ",
              "!!",
              "!!java.net.URL ",
              "| ",
              "> ",
              "'",
              "\"",
              "{",
              "}",
              "[",
              "]",
              "---\n",
              "...\n",
              "%YAML 1.1\n",
              "\t",
              "? ",
              "null",
              "~",
              "../../",
              "$patch: delete\n",
              "$retainKeys: [a]\n",
              "${",
              "}",
              "#",
              "\u0000",
              "\u00ff",
              "99999999999999999999",
              "-0",
              ".nan",
              "kind: List\nitems:\n"));

  @TempDir Path basedir;

  @RandomizedTest
  void endInResourcesOrAProblem() throws Exception {
    Path folder = Files.createDirectories(basedir.resolve("src/main/kubernetes"));
    Campaign.of(getClass(), 300)
        .run(
            (random, number) -> {
              Files.write(folder.resolve("a.yml"), FRAGMENTS.next(random));
              try {
                Resources resources = merged(random.nextBoolean());
                for (String file : resources.yaml().keySet()) {
                  if (!basedir.resolve(file).normalize().equals(basedir.resolve(file))
                      || file.contains("/")) {
                    throw new AssertionError("a file at " + file);
                  }
                }
                return "resources";
              } catch (Problem problem) {
                return "problem";
              }
            });
  }

  private Resources merged(boolean validated) {
    return new ResourceMerger(
            new ProjectManifests(
                basedir,
                List.of(),
                name -> Optional.empty(),
                Optional.empty(),
                List.of(),
                validated))
        .merge(
            () ->
                Manifests.explained(
                    new ManifestRequest(
                        Apps.app("shop", 8080, Optional.empty()),
                        new ManifestRequest.Image("localhost:5000/shop:1", false),
                        OptionalInt.empty(),
                        false)),
            new ResourceMerger.Subject("shop", "localhost:5000/shop:1", Set.of("shop")),
            ClusterObjects.UNKNOWN)
        .resources();
  }
}
