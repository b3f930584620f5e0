package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The user's settings of the app's container.
 *
 * @param environment variables by name
 * @param sources Secrets and ConfigMaps with more variables
 * @param ports in addition to those of the app's configuration
 * @param peers addresses of the other apps of the build, by variable name
 * @param unusedPeers those that are no part of the manifests: in dev mode, the app's JVM gets them
 *     from the session, so that it has them as soon as it uses them
 */
public record ContainerSettings(
    Resources resources,
    Map<String, String> environment,
    List<EnvironmentSource> sources,
    List<NamedPort> ports,
    Probes probes,
    Map<String, String> peers,
    Map<String, String> unusedPeers) {

  /** Settings without addresses of other apps. */
  public ContainerSettings(
      Resources resources,
      Map<String, String> environment,
      List<EnvironmentSource> sources,
      List<NamedPort> ports,
      Probes probes) {
    this(resources, environment, sources, ports, probes, Map.of(), Map.of());
  }

  static final ContainerSettings NONE =
      new ContainerSettings(Resources.NONE, Map.of(), List.of(), List.of(), Probes.NONE);

  public ContainerSettings {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    peers = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
    unusedPeers = Collections.unmodifiableMap(new LinkedHashMap<>(unusedPeers));
    environment = WorkloadSettings.inOrder(environment);
    peers = WorkloadSettings.inOrder(peers);
    unusedPeers = WorkloadSettings.inOrder(unusedPeers);
    sources = List.copyOf(sources);
    ports = List.copyOf(ports);
    environment.keySet().forEach(name -> new KubernetesText("env", name).variable());
    Set<String> names = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (NamedPort port : ports) {
      if (!names.add(port.name())) {
        throw new Problem(
            "ports has two entries with the name " + port.name() + ".", "Use different names.");
      }
      if (!numbers.add(port.number())) {
        throw new Problem(
            "ports has two entries with the number " + port.number() + ".", "Remove one of them.");
      }
    }
  }

  ContainerSettings withSources(List<EnvironmentSource> more) {
    List<EnvironmentSource> all = new ArrayList<>(sources);
    all.addAll(more);
    return new ContainerSettings(resources, environment, all, ports, probes, peers, unusedPeers);
  }

  ContainerSettings withDefaultResources(Resources otherwise) {
    return new ContainerSettings(
        resources.or(otherwise), environment, sources, ports, probes, peers, unusedPeers);
  }

  ContainerSettings withPeers(Map<String, String> others, Map<String, String> unused) {
    return new ContainerSettings(resources, environment, sources, ports, probes, others, unused);
  }

  /**
   * Kubernetes quantities.
   *
   * @param memory request and limit
   * @param cpu request
   * @param cpuLimit limit; rarely advisable, because it slows down the start
   */
  public record Resources(
      Optional<String> memory, Optional<String> cpu, Optional<String> cpuLimit) {

    public static final Resources NONE =
        new Resources(Optional.empty(), Optional.empty(), Optional.empty());

    /** These resources, with missing values from others. */
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
   * A source of environment variables.
   *
   * @param holder the ConfigMap or Secret
   * @param key one of its keys; if empty, all keys, each as a variable of the same name
   * @param variable the name of the variable for the key
   * @param from description of the setting that it comes from
   */
  public record EnvironmentSource(
      ConfigReference holder,
      Optional<String> key,
      Optional<String> variable,
      boolean optional,
      String from) {

    /** A source that is set in the POM. */
    public EnvironmentSource(
        ConfigReference holder, Optional<String> key, Optional<String> variable, boolean optional) {
      this(holder, key, variable, optional, "envFrom in the POM");
    }

    public EnvironmentSource {
      if (key.isPresent() != variable.isPresent()) {
        throw new Problem(
            "envFrom names "
                + (key.isPresent() ? "a key without a name." : "a name without a key."),
            "Set both for one variable, or neither for all entries of " + holder.name() + ".");
      }
    }
  }

  /**
   * Probes that override the app's own configuration.
   *
   * @param startupTimeout maximum startup time in seconds
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
