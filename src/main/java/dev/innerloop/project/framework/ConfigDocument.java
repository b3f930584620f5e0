package dev.innerloop.project.framework;

import java.util.List;
import java.util.Optional;

/** A document of a configuration file: its properties in order. */
record ConfigDocument(List<ConfigProperty> properties) {

  ConfigDocument {
    properties = List.copyOf(properties);
  }

  /** The last property of that name, which overrides earlier ones. */
  Optional<ConfigProperty> find(String name) {
    String uniform = ConfigProperty.uniform(name);
    return properties.stream()
        .filter(property -> property.uniform().equals(uniform))
        .reduce((earlier, later) -> later);
  }
}
