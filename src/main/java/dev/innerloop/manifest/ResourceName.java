package dev.innerloop.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The name of a resource with its kind, such as {@code Deployment hello}. */
public record ResourceName(String kind, String name) {

  public static ResourceName of(HasMetadata resource) {
    return new ResourceName(resource.getKind(), resource.getMetadata().getName());
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
