package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.PodSettings.Account;
import dev.innerloop.project.SourcedValue;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Optional;

/** The pods of an app. */
public final class PodTemplates {

  static final String RESTRICTED = "Pod Security restricted";

  /** Annotation that replaces the pods when their configuration changes. */
  public static final String CHECKSUM = "dev.innerloop/config";

  /** The user of distroless "nonroot" images; any number except 0 would work. */
  private static final long NON_ROOT = 65532L;

  private static final long GRACE_SECONDS = 30;

  /** Time between the framework's shutdown timeout and the kubelet's grace period. */
  private static final long MARGIN_SECONDS = 5;

  private PodTemplates() {}

  /** The pods of a workload that runs continuously. */
  public static PodTemplateSpec serving(PodPlan plan, Reasons why) {
    return template(plan, why).build();
  }

  /** The pods of a Job: a failed container is retried in a new pod, so that its log is kept. */
  public static PodTemplateSpec ending(PodPlan plan, Reasons why) {
    return template(plan, why).editSpec().withRestartPolicy("Never").endSpec().build();
  }

  private static PodTemplateSpecBuilder template(PodPlan plan, Reasons why) {
    Reasons metadata = why.at("metadata");
    PodTemplateSpecBuilder template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(plan.labels())
            .withAnnotations(plan.settings().annotations())
            .endMetadata();
    plan.settings()
        .annotations()
        .forEach(
            (name, value) ->
                metadata.take("annotations[" + name + "]", value, "annotations in the POM"));
    new ConfigContent(plan)
        .checksum()
        .ifPresent(
            checksum ->
                template
                    .editMetadata()
                    .addToAnnotations(
                        CHECKSUM,
                        metadata.take(
                            "annotations[" + CHECKSUM + "]",
                            checksum,
                            "config and secret in the POM"))
                    .endMetadata());
    return template.withSpec(spec(plan, why.at("spec")).build());
  }

  private static PodSpecBuilder spec(PodPlan plan, Reasons why) {
    PodSpecBuilder spec =
        new PodSpecBuilder()
            // A Service "shop" would give SHOP_PORT=tcp://... to apps that look for a number there.
            .withEnableServiceLinks(why.take("enableServiceLinks", false, Reasons.DEFAULT))
            .withTerminationGracePeriodSeconds(
                why.take("terminationGracePeriodSeconds", grace(plan)))
            .withSecurityContext(security(plan, why.at("securityContext")))
            .withContainers(Containers.container(plan, why.at("containers[" + plan.name() + "]")))
            .withVolumes(new Volumes(plan).volumes(why));
    account(plan, spec, why);
    if (plan.settings().kind().serves() && plan.mostReplicas() > 1) {
      spec.addNewTopologySpreadConstraint()
          .withMaxSkew(1)
          .withTopologyKey("kubernetes.io/hostname")
          .withWhenUnsatisfiable(
              why.take(
                  "topologySpreadConstraints[0].whenUnsatisfiable",
                  "ScheduleAnyway",
                  "more than one replica"))
          .withNewLabelSelector()
          .withMatchLabels(plan.selector())
          .endLabelSelector()
          .endTopologySpreadConstraint();
    }
    return spec;
  }

  private static SourcedValue<Long> grace(PodPlan plan) {
    return plan.app()
        .endpoints()
        .shutdown()
        .map(it -> it.map(patience -> patience.toSeconds() + MARGIN_SECONDS))
        .filter(it -> it.value() > GRACE_SECONDS)
        .orElseGet(() -> new SourcedValue<>(GRACE_SECONDS, Reasons.DEFAULT));
  }

  private static void account(PodPlan plan, PodSpecBuilder spec, Reasons why) {
    Optional<Account> account = plan.settings().pod().account();
    account.ifPresent(
        it ->
            spec.withServiceAccountName(
                why.take(
                    "serviceAccountName",
                    it.name().orElse(plan.name()),
                    "serviceAccount in the POM")));
    boolean token = account.filter(Account::token).isPresent();
    spec.withAutomountServiceAccountToken(
        why.take(
            "automountServiceAccountToken",
            token,
            token ? "serviceAccount.token in the POM" : Reasons.DEFAULT));
  }

  private static PodSecurityContext security(PodPlan plan, Reasons why) {
    PodSecurityContextBuilder security =
        new PodSecurityContextBuilder()
            .withRunAsNonRoot(why.take("runAsNonRoot", true, RESTRICTED))
            .withNewSeccompProfile()
            .withType(why.take("seccompProfile.type", "RuntimeDefault", RESTRICTED))
            .endSeccompProfile();
    // OpenShift assigns a range of user IDs to each namespace and rejects any other.
    if (plan.namesUser() && !plan.openShift()) {
      security.withRunAsUser(
          why.take("runAsUser", NON_ROOT, "the image, which names no user by number"));
    }
    return security.build();
  }
}
