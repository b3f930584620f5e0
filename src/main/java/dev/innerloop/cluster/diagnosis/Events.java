package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Events of one object, the oldest first. */
public record Events(List<Event> all) {

  public Events {
    all = List.copyOf(all);
  }

  public static Events of(HasMetadata object, Evidence evidence) {
    return new Events(evidence.events(object));
  }

  /** The newest one with one of these reasons. */
  public Optional<Event> newest(Set<String> reasons) {
    return all.stream()
        .filter(event -> reasons.contains(event.getReason()))
        .reduce((older, newer) -> newer);
  }

  /** Those of one container of a pod. */
  public Events ofContainer(String container) {
    return new Events(
        all.stream()
            .filter(event -> event.getInvolvedObject() != null)
            .filter(
                event ->
                    String.valueOf(event.getInvolvedObject().getFieldPath())
                        .endsWith("{" + container + "}"))
            .toList());
  }

  boolean has(String reason) {
    return all.stream().anyMatch(event -> reason.equals(event.getReason()));
  }

  /** When it last happened. */
  public static Instant time(Event event) {
    return Stream.of(
            Optional.ofNullable(event.getSeries())
                .flatMap(series -> Optional.ofNullable(series.getLastObservedTime()))
                .map(time -> time.getTime()),
            Optional.ofNullable(event.getLastTimestamp()),
            Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()),
            Optional.ofNullable(event.getFirstTimestamp()),
            Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
        .flatMap(Optional::stream)
        .map(Instant::parse)
        .findFirst()
        .orElse(Instant.EPOCH);
  }
}
