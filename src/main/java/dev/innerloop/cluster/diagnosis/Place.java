package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Where in the cluster a message was read.
 *
 * @param kind such as {@code Pod}
 * @param detail such as {@code container hello} or {@code event FailedMount}; may be empty
 */
public record Place(String kind, String name, String detail) {

  public static Place of(HasMetadata object, String detail) {
    return new Place(object.getKind(), object.getMetadata().getName(), detail);
  }

  @Override
  public String toString() {
    return kind + " " + name + (detail.isEmpty() ? "" : ", " + detail);
  }
}
