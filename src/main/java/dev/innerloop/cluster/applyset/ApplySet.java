package dev.innerloop.cluster.applyset;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parent object of an app's ApplySet: a ConfigMap that records the kinds of its members. It
 * always lists at least those kinds, so a run after one that was killed finds all members.
 */
public final class ApplySet {

  /** On members: the id of their set. */
  public static final String PART_OF = "applyset.kubernetes.io/part-of";

  static final String ID = "applyset.kubernetes.io/id";
  private static final String TOOLING = "applyset.kubernetes.io/tooling";
  private static final String KINDS = "applyset.kubernetes.io/contains-group-kinds";
  private static final String OUR_TOOLING = Labels.MANAGER + "/v1";

  private final NamespaceClient api;
  private final String app;

  public ApplySet(NamespaceClient api, String app) {
    this.api = api;
    this.app = app;
  }

  /**
   * The stored state of the set.
   *
   * @param access whether the user may read and write it
   * @param kinds of its members
   */
  public record State(Access access, SortedSet<GroupKind> kinds) {
    public State {
      kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }
  }

  /** Whether the parent object exists and can be read. */
  public enum Access {
    PRESENT,
    ABSENT,
    FORBIDDEN
  }

  /** The name of the parent: no app has a dot in its name. */
  public String name() {
    return app + ".applyset";
  }

  public String id() {
    return id(name(), api.namespace());
  }

  /** The id as kubectl computes it: for a ConfigMap, which has no API group. */
  static String id(String name, String namespace) {
    byte[] hash =
        ContentHash.of((name + "." + namespace + ".ConfigMap.").getBytes(StandardCharsets.UTF_8))
            .digest();
    return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "-v1";
  }

  /**
   * @throws Problem if another tool created it
   */
  public State read() {
    ConfigMap parent;
    try {
      parent = parent().get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new State(Access.FORBIDDEN, new TreeSet<>());
      }
      throw api.errors().problem("read ConfigMap " + name(), e);
    }
    if (parent == null || label(parent, ID) == null) {
      return new State(Access.ABSENT, new TreeSet<>());
    }
    String tooling = annotation(parent, TOOLING);
    if (!tooling.startsWith(Labels.MANAGER + "/")) {
      throw new Problem(
          "The ConfigMap " + name() + " belongs to an ApplySet of another tool: " + tooling + ".",
          "Give the app another name: -Ddev.name=NAME, or use a namespace of your own:"
              + " -Ddev.namespace=NAME");
    }
    return new State(Access.PRESENT, GroupKind.parseAll(annotation(parent, KINDS)));
  }

  /**
   * Records these kinds.
   *
   * @return whether the user is allowed to
   */
  public boolean write(SortedSet<GroupKind> kinds) {
    try {
      api.client()
          .resource(parent(kinds))
          .inNamespace(api.namespace())
          .fieldManager(Labels.MANAGER)
          .forceConflicts()
          .serverSideApply();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return false;
      }
      throw api.errors().problem("apply ConfigMap " + name(), e);
    }
  }

  void delete() {
    api.errors().running("delete ConfigMap " + name(), () -> parent().delete());
  }

  private ConfigMap parent(SortedSet<GroupKind> kinds) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name())
        .withLabels(Labels.ofAllOf(app))
        .addToLabels(ID, id())
        .addToAnnotations(TOOLING, OUR_TOOLING)
        .addToAnnotations(KINDS, GroupKind.join(kinds))
        .endMetadata()
        .build();
  }

  private Resource<ConfigMap> parent() {
    return api.client().configMaps().inNamespace(api.namespace()).withName(name());
  }

  private static @Nullable String label(ConfigMap parent, String name) {
    Map<String, String> labels = parent.getMetadata().getLabels();
    return labels == null ? null : labels.get(name);
  }

  private static String annotation(ConfigMap parent, String name) {
    return Optional.ofNullable(parent.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(name))
        .orElse("");
  }
}
