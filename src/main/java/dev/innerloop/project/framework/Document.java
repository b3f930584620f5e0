package dev.innerloop.project.framework;

import java.util.List;
import java.util.Optional;

/** One document of a configuration file: its properties in their order. */
record Document(List<Property> properties) {

  Document {
    properties = List.copyOf(properties);
  }

  /** The last property of that name: it wins. */
  Optional<Property> find(String name) {
    String uniform = Property.uniform(name);
    return properties.stream()
        .filter(property -> property.uniform().equals(uniform))
        .reduce((earlier, later) -> later);
  }
}
