package dev.innerloop.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.manifest.tree.ResourceFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The image pull secret of an app. It contains credentials, so it is applied but never written to
 * files.
 *
 * @param app the app's name
 * @param dockerConfig configuration as written by {@code docker login}
 */
public record PullSecret(String app, String dockerConfig) {

  public static final String TYPE = "kubernetes.io/dockerconfigjson";

  /** Its only entry. */
  public static final String ENTRY = ".dockerconfigjson";

  /**
   * The image pull secret for one registry.
   *
   * @param server name of the registry for {@code docker login}
   */
  public static PullSecret of(String app, String server, String user, String password) {
    Map<String, String> login = new TreeMap<>();
    login.put("username", user);
    login.put("password", password);
    login.put("auth", base64(user + ":" + password));
    return new PullSecret(
        app, ResourceFormat.serialization().asJson(Map.of("auths", Map.of(server, login))));
  }

  /** Its name. */
  public static String nameOf(String app) {
    return app + "-pull";
  }

  /** The resources preceded by this Secret, if the app's pods refer to it. */
  public Resources with(Resources resources) {
    AppPods pods = new AppPods(resources, app);
    if (!pods.pullSecrets().contains(nameOf(app))) {
      return resources;
    }
    List<HasMetadata> all = new ArrayList<>();
    all.add(resource(pods.workload()));
    all.addAll(resources.all());
    return new Resources(all);
  }

  private Secret resource(HasMetadata workload) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(nameOf(app))
        .withLabels(workload.getMetadata().getLabels())
        .endMetadata()
        .withType(TYPE)
        .addToData(ENTRY, base64(dockerConfig))
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** Omits the content. */
  @Override
  public String toString() {
    return "PullSecret[" + nameOf(app) + "]";
  }
}
