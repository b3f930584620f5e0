package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.ConfigContent;
import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.PodSettings.Content;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** ConfigMaps with the configuration in the POM. */
final class ConfigMaps {

  private ConfigMaps() {}

  static Stream<ConfigMap> of(PodPlan plan, Reasons why) {
    ConfigContent contents = new ConfigContent(plan);
    return Stream.concat(
        contents.ofVariables().stream()
            .filter(holder -> !holder.secret())
            .map(holder -> ofVariables(plan, contents, holder, why)),
        contents.ofFiles().stream()
            .filter(holder -> !holder.secret())
            .map(holder -> ofFiles(plan, contents, holder, why)));
  }

  private static ConfigMap ofVariables(
      PodPlan plan, ConfigContent contents, ConfigReference holder, Reasons why) {
    Reasons own = why.of("ConfigMap", holder.name());
    ConfigMapBuilder map = new ConfigMapBuilder().withMetadata(Metadata.named(plan, holder.name()));
    Content content = contents.of(holder);
    content
        .variables()
        .forEach(
            (name, value) ->
                map.addToData(
                    name,
                    own.take(
                        "data[" + name + "]",
                        value,
                        content.origins().getOrDefault(name, "config.values in the POM"))));
    return map.build();
  }

  private static ConfigMap ofFiles(
      PodPlan plan, ConfigContent contents, ConfigReference holder, Reasons why) {
    Reasons own = why.of("ConfigMap", holder.name());
    ConfigMapBuilder map = new ConfigMapBuilder().withMetadata(Metadata.named(plan, holder.name()));
    contents
        .of(holder)
        .files()
        .forEach(
            (name, bytes) -> {
              Optional<String> text = text(bytes);
              if (text.isPresent()) {
                map.addToData(name, text.get());
              } else {
                map.addToBinaryData(name, Base64.getEncoder().encodeToString(bytes));
              }
              own.take(
                  (text.isPresent() ? "data[" : "binaryData[") + name + "]",
                  bytes.length + " bytes",
                  "config.files in the POM");
            });
    return map.build();
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }
}
