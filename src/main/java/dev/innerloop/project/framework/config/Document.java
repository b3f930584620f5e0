package dev.innerloop.project.framework.config;

import java.util.List;
import java.util.Optional;

/** A document of a configuration file: its properties in order. */
public record Document(List<Property> properties) {

  public Document {
    properties = List.copyOf(properties);
  }

  /** The last property of that name, which overrides earlier ones. */
  public Optional<Property> find(String name) {
    String uniform = Property.uniform(name);
    return properties.stream()
        .filter(property -> property.uniform().equals(uniform))
        .reduce((earlier, later) -> later);
  }
}
