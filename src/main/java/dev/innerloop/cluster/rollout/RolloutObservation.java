package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.Evidence;
import dev.innerloop.cluster.diagnosis.Finding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One observation of a workload.
 *
 * @param findings the problems of its pods
 */
record RolloutObservation(RolloutState state, Function<Evidence, Optional<Finding>> findings) {

  /** When the specification of the workload last changed, not its status. */
  static Instant changed(HasMetadata workload) {
    return workload.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
        .map(ManagedFieldsEntry::getTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  static int number(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
