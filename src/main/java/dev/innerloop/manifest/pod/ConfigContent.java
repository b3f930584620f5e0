package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.wire.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ConfigMaps and Secrets that are created for the app: separate ones for variables and files,
 * so that files do not become variables.
 */
public final class ConfigContent {

  private final String app;
  private final PodSettings settings;

  public ConfigContent(PodPlan plan) {
    this.app = plan.name();
    this.settings = plan.settings().pod();
  }

  /** The name of the ConfigMap and of the Secret whose entries are environment variables. */
  public static String nameOfVariables(String app) {
    return app + "-env";
  }

  /** The ConfigMap and Secret with environment variables. */
  public List<ConfigReference> ofVariables() {
    List<ConfigReference> holders = new ArrayList<>();
    if (!settings.config().variables().isEmpty()) {
      holders.add(new ConfigReference(false, nameOfVariables(app)));
    }
    if (!settings.secret().variables().isEmpty()) {
      holders.add(new ConfigReference(true, nameOfVariables(app)));
    }
    return holders;
  }

  /** The ConfigMap and Secret with files. */
  public List<ConfigReference> ofFiles() {
    List<ConfigReference> holders = new ArrayList<>();
    if (!settings.config().files().isEmpty()) {
      holders.add(new ConfigReference(false, app + "-files"));
    }
    if (!settings.secret().files().isEmpty()) {
      holders.add(new ConfigReference(true, app + "-files"));
    }
    return holders;
  }

  /** The content of a ConfigMap or Secret. */
  public Content of(ConfigReference holder) {
    return holder.secret() ? settings.secret() : settings.config();
  }

  /**
   * Checksum for the pod template, so that changed content replaces the pods. Empty if there is no
   * content.
   */
  Optional<String> checksum() {
    if (ofVariables().isEmpty() && ofFiles().isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = ContentHash.sha256();
    for (Content content : List.of(settings.config(), settings.secret())) {
      content.variables().forEach((name, value) -> update(digest, name, bytes(value)));
      content.files().forEach((name, bytes) -> update(digest, name, bytes));
      update(digest, content.path(), new byte[0]);
    }
    return Optional.of(ContentHash.ofDigest(digest.digest()).hex().substring(0, 16));
  }

  private static void update(MessageDigest digest, String name, byte[] content) {
    digest.update(bytes(name + "\0" + content.length + "\0"));
    digest.update(content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
