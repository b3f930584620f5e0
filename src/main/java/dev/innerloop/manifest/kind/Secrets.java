package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.ConfigContent;
import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.ConfigReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** Secrets with the configuration in the POM; their values are never shown. */
final class Secrets {

  private Secrets() {}

  static Stream<Secret> of(PodPlan plan, Reasons why) {
    ConfigContent contents = new ConfigContent(plan);
    return Stream.concat(
        contents.ofVariables().stream()
            .filter(ConfigReference::secret)
            .map(
                holder -> {
                  SecretBuilder secret = secret(plan, holder);
                  Reasons own = why.of("Secret", holder.name());
                  contents
                      .of(holder)
                      .variables()
                      .forEach(
                          (name, value) ->
                              add(
                                  secret,
                                  name,
                                  value.getBytes(StandardCharsets.UTF_8),
                                  own,
                                  contents
                                      .of(holder)
                                      .origins()
                                      .getOrDefault(name, "secret.values in the POM")));
                  return secret.build();
                }),
        contents.ofFiles().stream()
            .filter(ConfigReference::secret)
            .map(
                holder -> {
                  SecretBuilder secret = secret(plan, holder);
                  Reasons own = why.of("Secret", holder.name());
                  contents
                      .of(holder)
                      .files()
                      .forEach(
                          (name, bytes) ->
                              add(secret, name, bytes, own, "secret.files in the POM"));
                  return secret.build();
                }));
  }

  private static SecretBuilder secret(PodPlan plan, ConfigReference holder) {
    return new SecretBuilder().withMetadata(Metadata.named(plan, holder.name())).withType("Opaque");
  }

  private static void add(
      SecretBuilder secret, String key, byte[] value, Reasons why, String from) {
    secret.addToData(
        key,
        why.takeSecretly("data[" + key + "]", Base64.getEncoder().encodeToString(value), from));
  }
}
