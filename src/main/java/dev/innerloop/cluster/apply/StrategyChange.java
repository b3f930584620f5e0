package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The change of an existing Deployment to the strategy {@code Recreate}. The API server has set the
 * defaults of a rolling update, which it then forbids. Nobody owns them, so leaving them out does
 * not remove them, and neither does null in server-side apply: a field manager of its own takes
 * them for a moment. If that was interrupted, the manager still owns them, and would refuse every
 * other strategy: then the next change completes the former one, or leaves its fields.
 *
 * @param wanted the strategy that will be applied; null if the server's default
 * @param live as it exists
 */
record StrategyChange(@Nullable DeploymentStrategy wanted, Deployment live) {

  /** Owns the fields for the moment in which they are removed. */
  private static final String MANAGER = Labels.MANAGER + "-strategy";

  private static final String RECREATE = "Recreate";

  static Optional<StrategyChange> of(HasMetadata wanted, @Nullable HasMetadata live) {
    return wanted instanceof Deployment next && live instanceof Deployment present
        ? Optional.of(new StrategyChange(next.getSpec().getStrategy(), present))
            .filter(change -> change.isInterrupted() || change.removesDefaults())
        : Optional.empty();
  }

  /** Whether a former change did not get to its end. */
  boolean isInterrupted() {
    return managers(live).anyMatch(entry -> MANAGER.equals(entry.getManager()));
  }

  /** Whether there are values of a rolling update that no other manager has set. */
  private boolean removesDefaults() {
    return isToRecreate()
        && strategy(live).getRollingUpdate() != null
        && managers(live)
            .filter(entry -> !MANAGER.equals(entry.getManager()))
            .noneMatch(StrategyChange::ownsRollingUpdate);
  }

  private boolean isToRecreate() {
    return wanted != null && RECREATE.equals(wanted.getType());
  }

  private static DeploymentStrategy strategy(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getStrategy())
        .orElseGet(DeploymentStrategy::new);
  }

  private static Stream<ManagedFieldsEntry> managers(Deployment deployment) {
    return Stream.ofNullable(deployment.getMetadata().getManagedFields())
        .flatMap(entries -> entries.stream());
  }

  private static boolean ownsRollingUpdate(ManagedFieldsEntry entry) {
    FieldsV1 fields = entry.getFieldsV1();
    return fields != null
        && fields.getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.get("f:strategy") instanceof Map<?, ?> strategy
        && strategy.containsKey("f:rollingUpdate");
  }

  /** What a dry run can ask instead: all but the change itself. */
  HasMetadata without(HasMetadata resource) {
    return with(resource, null);
  }

  /** The accepted result of that dry run, with the change. */
  HasMetadata after(HasMetadata accepted) {
    return with(accepted, wanted);
  }

  private static HasMetadata with(HasMetadata resource, @Nullable DeploymentStrategy strategy) {
    return new DeploymentBuilder((Deployment) resource)
        .editSpec()
        .withStrategy(strategy)
        .endSpec()
        .build();
  }

  /** Changes the strategy alone, which replaces no pods. */
  void prepare(NamespaceClient api) {
    if (removesDefaults()) {
      own(api, strategy(live));
      own(api, new DeploymentStrategyBuilder().withType(RECREATE).build());
    } else if (!isToRecreate()) {
      own(api, null);
    }
  }

  /** Leaves the strategy to those who have applied it since. */
  void finish(NamespaceClient api) {
    if (isToRecreate()) {
      own(api, null);
    }
  }

  private void own(NamespaceClient api, @Nullable DeploymentStrategy strategy) {
    DeploymentBuilder part =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(live.getMetadata().getName())
            .endMetadata();
    if (strategy != null) {
      part.withNewSpec().withStrategy(strategy).endSpec();
    }
    api.client()
        .resource(part.build())
        .inNamespace(api.namespace())
        .fieldManager(MANAGER)
        .forceConflicts()
        .serverSideApply();
  }
}
