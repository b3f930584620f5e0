package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the user set of the app's container.
 *
 * @param environment variables by name
 * @param sources where more variables come from
 * @param ports beside those that the app's configuration says
 * @param neighbours where the other apps of the build are, by the names of variables
 */
public record ContainerSettings(
    Resources resources,
    Map<String, String> environment,
    List<EnvironmentSource> sources,
    List<NamedPort> ports,
    Probes probes,
    Map<String, String> neighbours) {

  /** Of an app that knows of no other. */
  public ContainerSettings(
      Resources resources,
      Map<String, String> environment,
      List<EnvironmentSource> sources,
      List<NamedPort> ports,
      Probes probes) {
    this(resources, environment, sources, ports, probes, Map.of());
  }

  static final ContainerSettings NONE =
      new ContainerSettings(Resources.NONE, Map.of(), List.of(), List.of(), Probes.NONE);

  public ContainerSettings {
    environment = WorkloadSettings.inOrder(environment);
    neighbours = WorkloadSettings.inOrder(neighbours);
    sources = List.copyOf(sources);
    ports = List.copyOf(ports);
    environment.keySet().forEach(name -> new Given("env", name).variable());
    Set<String> names = new HashSet<>();
    for (NamedPort port : ports) {
      if (!names.add(port.name())) {
        throw new Problem(
            "ports has two of the name " + port.name() + ".", "Give each a name of its own.");
      }
    }
  }

  ContainerSettings withSources(List<EnvironmentSource> more) {
    List<EnvironmentSource> all = new ArrayList<>(sources);
    all.addAll(more);
    return new ContainerSettings(resources, environment, all, ports, probes, neighbours);
  }

  ContainerSettings fitted(Resources otherwise) {
    return new ContainerSettings(
        resources.or(otherwise), environment, sources, ports, probes, neighbours);
  }

  ContainerSettings besides(Map<String, String> others) {
    return new ContainerSettings(resources, environment, sources, ports, probes, others);
  }

  /**
   * Amounts as Kubernetes writes them.
   *
   * @param memory asked for and at most
   * @param cpu asked for
   * @param cpuLimit at most; rarely wise, as it slows the start
   */
  public record Resources(
      Optional<String> memory, Optional<String> cpu, Optional<String> cpuLimit) {

    public static final Resources NONE =
        new Resources(Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, and what is not said is as in others. */
    Resources or(Resources others) {
      return new Resources(
          memory.or(() -> others.memory),
          cpu.or(() -> others.cpu),
          cpuLimit.or(() -> others.cpuLimit));
    }
  }

  /** Another port of the container and of its Service. */
  public record NamedPort(String name, int number) {}

  /**
   * Where environment variables come from.
   *
   * @param holder the ConfigMap or Secret that holds them
   * @param key one of its entries; empty takes all, each by the name of its key
   * @param variable the name of the variable for the key
   * @param from why it is taken, in the user's words
   */
  public record EnvironmentSource(
      Holder holder,
      Optional<String> key,
      Optional<String> variable,
      boolean optional,
      String from) {

    /** As the user says it. */
    public EnvironmentSource(
        Holder holder, Optional<String> key, Optional<String> variable, boolean optional) {
      this(holder, key, variable, optional, "envFrom in the POM");
    }

    public EnvironmentSource {
      if (key.isPresent() != variable.isPresent()) {
        throw new Problem(
            "envFrom names "
                + (key.isPresent() ? "a key without a name." : "a name without a key."),
            "Give both for one variable, or neither for all entries of " + holder.name() + ".");
      }
    }
  }

  /**
   * How kubelet asks the app, where it is not as its own configuration says.
   *
   * @param startupTimeout seconds that it may take to start
   */
  public record Probes(
      Optional<String> readiness,
      Optional<String> liveness,
      Optional<String> startup,
      Optional<Integer> port,
      OptionalInt startupTimeout) {

    static final Probes NONE =
        new Probes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());
  }
}
