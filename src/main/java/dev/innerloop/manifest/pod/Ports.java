package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.settings.ContainerSettings.NamedPort;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Endpoints;
import dev.innerloop.project.SourcedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports of an app, in the order of their importance. */
public record Ports(List<Port> all) {

  public static final String HTTP = "http";
  static final String MANAGEMENT = "management";
  private static final String GRPC = "grpc";

  public Ports {
    all = List.copyOf(all);
    for (Port port : all) {
      all.stream()
          .filter(other -> other != port)
          .filter(other -> other.name().equals(port.name()) || isSame(other, port))
          .findFirst()
          .ifPresent(
              other -> {
                throw clash(port, other);
              });
    }
  }

  /**
   * @param ofService whether the Service exposes it
   */
  public record Port(String name, SourcedValue<Integer> number, boolean ofService) {}

  /** No ports for workloads that do not serve requests. */
  public static Ports of(Endpoints endpoints, WorkloadSettings settings) {
    List<Port> ports = new ArrayList<>();
    if (settings.kind().serves()) {
      if (endpoints.port().value() > 0) {
        ports.add(new Port(HTTP, endpoints.port(), true));
      }
      endpoints.management().ifPresent(it -> ports.add(new Port(MANAGEMENT, it, false)));
      endpoints.grpc().ifPresent(it -> ports.add(new Port(GRPC, it, true)));
      for (NamedPort port : settings.container().ports()) {
        ports.add(
            new Port(port.name(), new SourcedValue<>(port.number(), "ports in the POM"), true));
      }
    }
    return new Ports(ports);
  }

  public List<Port> ofService() {
    return all.stream().filter(Port::ofService).toList();
  }

  public Optional<Port> http() {
    return named(HTTP);
  }

  Optional<Port> named(String name) {
    return all.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  private static boolean isSame(Port one, Port other) {
    return one.number().value().equals(other.number().value());
  }

  private static Problem clash(Port one, Port other) {
    return new Problem(
        "Two ports are the same: %s %d (%s) and %s %d (%s)."
            .formatted(
                one.name(),
                one.number().value(),
                one.number().from(),
                other.name(),
                other.number().value(),
                other.number().from()),
        "Use different names and numbers.");
  }
}
