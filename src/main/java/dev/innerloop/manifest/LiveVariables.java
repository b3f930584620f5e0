package dev.innerloop.manifest;

import dev.innerloop.wire.AppEnvironment;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of the app's container with known values. In dev mode, a changed value
 * is passed to the app's next JVM without replacing the pod; new pods get it from the ConfigMap or
 * Secret. Pods are replaced if a variable is added or removed, if other variables refer to it, or
 * if it belongs to another container.
 */
public final class LiveVariables {

  /** Some valid names of environment variables are not valid keys of a ConfigMap. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_.-][A-Za-z0-9_.-]*");

  /** The protocol does not allow much longer values. */
  private static final int LONGEST = 10_000;

  private final Map<String, Map<String, String>> configMaps = new HashMap<>();
  private final Map<String, Map<String, String>> secrets;
  private final List<Variable> all;
  private final List<Variable> sourced;
  private final List<Variable> ofOthers = new ArrayList<>();
  private final Map<String, String> values = new TreeMap<>();

  /** A variable of a container; the value is null if unknown. */
  private record Variable(String name, @Nullable String value) {}

  private LiveVariables(Resources resources, Map<String, Map<String, String>> more) {
    secrets = new HashMap<>(more);
    resources.all().forEach(this::note);
    Deployment deployment = resources.deployment().orElseThrow();
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    Container container = AppContainer.of(deployment);
    pod.getInitContainers().forEach(it -> ofOthers.addAll(sourced(it)));
    pod.getContainers().stream()
        .filter(it -> it != container)
        .forEach(it -> ofOthers.addAll(sourced(it)));
    all = variables(container);
    sourced = sourced(container);
    for (Variable variable : all) {
      if (variable.name().isEmpty()) {
        values.clear(); // an unknown source may define any variable
      } else if (variable.value() == null || variable.value().length() > LONGEST) {
        values.remove(variable.name());
      } else {
        values.put(variable.name(), variable.value());
      }
    }
    container.getEnv().stream()
        .map(EnvVar::getValue)
        .filter(value -> value != null && value.contains("$("))
        .forEach(value -> values.keySet().removeIf(name -> value.contains("$(" + name + ")")));
  }

  /** The variables in an app's resources. */
  static LiveVariables of(Resources resources) {
    return new LiveVariables(resources, Map.of());
  }

  /**
   * The environment of the app's JVM.
   *
   * @param secrets the entries of Secrets outside of the resources, by their names
   * @param others variables for the JVM that the resources do not have
   */
  public static AppEnvironment environment(
      Resources resources, Map<String, Map<String, String>> secrets, Map<String, String> others) {
    LiveVariables variables = new LiveVariables(resources, secrets);
    Map<String, String> environment = new TreeMap<>(others);
    variables.all.forEach(own -> environment.remove(own.name()));
    environment.putAll(variables.values);
    return AppEnvironment.of(environment);
  }

  /** Whether the app's container has one of these, or has variables that are not known here. */
  boolean mayHave(Set<String> names) {
    return all.stream().anyMatch(it -> it.name().isEmpty() || names.contains(it.name()));
  }

  /** Whether its value is a literal in the container. */
  boolean isLiteral(EnvVar variable) {
    return variable.getValue() != null && values.containsKey(variable.getName());
  }

  /** Whether there are no live variables. */
  boolean isNone() {
    return sourced.isEmpty() && ofOthers.isEmpty();
  }

  /**
   * Adds everything outside of the pod template that requires replacing pods: names, and values
   * that are not live.
   */
  void addTo(MessageDigest digest) {
    for (Variable variable : sourced) {
      add(digest, variable.name(), values.containsKey(variable.name()) ? null : variable.value());
    }
    ofOthers.forEach(variable -> add(digest, variable.name(), variable.value()));
  }

  private static void add(MessageDigest digest, String name, @Nullable String value) {
    digest.update(
        (name + (value == null ? "" : "=" + value) + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private void note(HasMetadata resource) {
    String name = resource.getMetadata().getName();
    if (resource instanceof ConfigMap config) {
      configMaps.put(name, orEmpty(config.getData()));
    } else if (resource instanceof Secret secret) {
      Map<String, String> entries = new TreeMap<>();
      orEmpty(secret.getData())
          .forEach(
              (key, base64) ->
                  entries.put(
                      key, new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8)));
      entries.putAll(orEmpty(secret.getStringData()));
      secrets.put(name, entries);
    }
  }

  private List<Variable> variables(Container container) {
    List<Variable> all = new ArrayList<>();
    container.getEnvFrom().forEach(source -> all.addAll(variables(source)));
    container.getEnv().forEach(it -> all.add(new Variable(it.getName(), value(it))));
    return all;
  }

  /** The variables whose values are not literals in the container. */
  private List<Variable> sourced(Container container) {
    List<Variable> all = new ArrayList<>();
    container.getEnvFrom().forEach(source -> all.addAll(variables(source)));
    container.getEnv().stream()
        .filter(it -> it.getValueFrom() != null)
        .forEach(it -> all.add(new Variable(it.getName(), value(it))));
    return all;
  }

  private List<Variable> variables(EnvFromSource source) {
    Map<String, String> entries =
        source.getConfigMapRef() != null
            ? configMaps.get(source.getConfigMapRef().getName())
            : source.getSecretRef() == null ? null : secrets.get(source.getSecretRef().getName());
    if (entries == null) {
      return List.of(new Variable("", null));
    }
    String prefix = source.getPrefix() == null ? "" : source.getPrefix();
    return entries.entrySet().stream()
        .map(entry -> new Variable(prefix + entry.getKey(), entry.getValue()))
        .filter(variable -> NAME.matcher(variable.name()).matches())
        .toList();
  }

  private @Nullable String value(EnvVar variable) {
    EnvVarSource source = variable.getValueFrom();
    if (source == null) {
      // A value that refers to other variables is kept, because Kubernetes expands it.
      return Stream.ofNullable(variable.getValue())
          .filter(value -> !value.contains("$(") && NAME.matcher(variable.getName()).matches())
          .findFirst()
          .orElse(null);
    }
    if (source.getConfigMapKeyRef() != null) {
      return configMaps
          .getOrDefault(source.getConfigMapKeyRef().getName(), Map.of())
          .get(source.getConfigMapKeyRef().getKey());
    }
    return source.getSecretKeyRef() == null
        ? null
        : secrets
            .getOrDefault(source.getSecretKeyRef().getName(), Map.of())
            .get(source.getSecretKeyRef().getKey());
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
