package dev.innerloop.cluster;

import dev.innerloop.problem.Problem;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Kubeconfigs with errors in them: a configuration of the client, none, or a problem. */
class KubeconfigFuzzCampaignTest {

  private static final Mutations FILES =
      Mutations.ofText(
          List.of(
              """
              apiVersion: v1
              kind: Config
              current-context: kind
              contexts:
              - name: kind
                context: {cluster: kind, user: anna, namespace: shop}
              - name: other
                context: {cluster: other, user: token}
              clusters:
              - name: kind
                cluster:
                  server: https://127.0.0.1:6443
                  certificate-authority-data: LS0tLQ==
              - name: other
                cluster: {server: "https://10.0.0.1", insecure-skip-tls-verify: true}
              users:
              - name: anna
                user:
                  client-certificate-data: LS0tLQ==
                  client-key-data: LS0tLQ==
                  as: bob
                  as-groups: [dev]
              - name: token
                user: {token: abc}
              """),
          List.of(
              "null",
              "[]",
              "{}",
              "[null]",
              "- ",
              "name: ",
              "context: ",
              "cluster: ",
              "user: ",
              "users: ",
              "contexts: ",
              "clusters: ",
              "current-context: ",
              "kind",
              "other",
              "\n",
              "  ",
              ": ",
              "'",
              "\"",
              "&a ",
              "*a",
              "\u0000",
              "server: ",
              "as: ",
              "1",
              "true"));

  @TempDir Path folder;

  @RandomizedTest
  void endInAConfigurationOrAProblem() throws Exception {
    Path file = folder.resolve("config");
    ConnectSettings settings =
        new ConnectSettings(List.of(file), true, Optional.empty(), Set.of(), ProxyVariables.NONE);
    Campaign.of(getClass(), 200)
        .run(
            (random, number) -> {
              Files.write(file, FILES.next(random));
              try {
                Optional<Kubeconfig> kubeconfig = Kubeconfig.read(settings);
                if (kubeconfig.isEmpty()) {
                  return "none";
                }
                kubeconfig
                    .get()
                    .access(kubeconfig.get().context(Optional.empty()), ProxyVariables.NONE);
                return "configuration";
              } catch (Problem problem) {
                return "problem";
              }
            });
  }
}
