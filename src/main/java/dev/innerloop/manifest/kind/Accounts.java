package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.stream.Stream;

/** The ServiceAccount of the pods, if one is configured. */
final class Accounts {

  private Accounts() {}

  static Stream<ServiceAccount> of(PodPlan plan, Reasons why) {
    return plan.settings().pod().account().stream()
        .filter(account -> account.name().isEmpty())
        .map(
            account -> {
              Reasons own = why.of("ServiceAccount", plan.name());
              account
                  .annotations()
                  .forEach(
                      (name, value) ->
                          own.take(
                              "metadata.annotations[" + name + "]",
                              value,
                              "serviceAccount.annotations in the POM"));
              return new ServiceAccountBuilder()
                  .withMetadata(Metadata.of(plan))
                  .editMetadata()
                  .withAnnotations(account.annotations())
                  .endMetadata()
                  .withAutomountServiceAccountToken(false) // set in each pod instead
                  .build();
            });
  }
}
