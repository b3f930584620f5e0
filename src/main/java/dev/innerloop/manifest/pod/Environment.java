package dev.innerloop.manifest.pod;

import dev.innerloop.io.EnvironmentReferences;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables of the container. */
final class Environment {

  /** The conventional variable for the port, also set by Knative and others. */
  private static final String PORT = "PORT";

  private Environment() {}

  /** The variables, each name once; the user's values take precedence. */
  static List<EnvVar> variables(PodPlan plan, Reasons why) {
    ContainerSettings settings = plan.settings().container();
    Map<String, EnvVar> variables = new LinkedHashMap<>();
    plan.ports()
        .http()
        .filter(port -> !settings.environment().containsKey(PORT))
        .ifPresent(
            port ->
                variables.put(
                    PORT, variable(PORT, why.take("env[PORT].value", port.number()).toString())));
    settings
        .peers()
        .forEach(
            (name, value) ->
                variables.put(
                    name,
                    variable(
                        name, why.take("env[" + name + "].value", value, "an app of this build"))));
    settings
        .environment()
        .forEach(
            (name, value) ->
                variables.put(
                    name,
                    variable(name, why.take("env[" + name + "].value", value, "env in the POM"))));
    for (EnvironmentSource source : settings.sources()) {
      source
          .variable()
          .ifPresent(
              name ->
                  variables.put(
                      name,
                      new EnvVarBuilder()
                          .withName(name)
                          .withValueFrom(valueFrom(source, name, why))
                          .build()));
    }
    return inOrder(variables);
  }

  /** Kubernetes resolves a reference only to a variable that is earlier in the list. */
  private static List<EnvVar> inOrder(Map<String, EnvVar> variables) {
    Map<String, String> values = new HashMap<>();
    variables.forEach(
        (name, variable) -> {
          if (variable.getValue() != null) {
            values.put(name, variable.getValue());
          }
        });
    List<EnvVar> ordered = new ArrayList<>();
    EnvironmentReferences.inOrder(variables.keySet(), values)
        .forEach(name -> ordered.add(variables.get(name)));
    return ordered;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVarSource valueFrom(EnvironmentSource source, String name, Reasons why) {
    String key = source.key().orElseThrow();
    ConfigReference holder = source.holder();
    Reasons own = why.at("env[" + name + "].valueFrom");
    return holder.secret()
        ? new EnvVarSourceBuilder()
            .withNewSecretKeyRef()
            .withName(own.take("secretKeyRef.name", holder.name(), source.from()))
            .withKey(key)
            .withOptional(optional(source))
            .endSecretKeyRef()
            .build()
        : new EnvVarSourceBuilder()
            .withNewConfigMapKeyRef()
            .withName(own.take("configMapKeyRef.name", holder.name(), source.from()))
            .withKey(key)
            .withOptional(optional(source))
            .endConfigMapKeyRef()
            .build();
  }

  /** All entries of the app's own ConfigMap and Secret, and of those configured by the user. */
  static List<EnvFromSource> sources(PodPlan plan, Reasons why) {
    List<EnvFromSource> sources = new ArrayList<>();
    ConfigContent contents = new ConfigContent(plan);
    for (ConfigReference own : contents.ofVariables()) {
      String from = (own.secret() ? "secret" : "config") + ".values in the POM";
      sources.add(all(own, null, why.at("envFrom[" + sources.size() + "]"), from));
    }
    for (EnvironmentSource source : plan.settings().container().sources()) {
      if (source.key().isEmpty()) {
        Reasons own = why.at("envFrom[" + sources.size() + "]");
        sources.add(all(source.holder(), optional(source), own, source.from()));
      }
    }
    return sources;
  }

  private static EnvFromSource all(
      ConfigReference holder, @Nullable Boolean optional, Reasons why, String from) {
    return holder.secret()
        ? new EnvFromSourceBuilder()
            .withNewSecretRef()
            .withName(why.take("secretRef.name", holder.name(), from))
            .withOptional(optional)
            .endSecretRef()
            .build()
        : new EnvFromSourceBuilder()
            .withNewConfigMapRef()
            .withName(why.take("configMapRef.name", holder.name(), from))
            .withOptional(optional)
            .endConfigMapRef()
            .build();
  }

  private static @Nullable Boolean optional(EnvironmentSource source) {
    return source.optional() ? Boolean.TRUE : null;
  }
}
