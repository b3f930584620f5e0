package dev.innerloop.cluster.applyset;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Finds what was applied for an app. */
public final class Members {

  private final NamespaceClient api;
  private final ApiKinds kinds;
  private final ApplySet set;
  private final String app;

  public Members(NamespaceClient api, ApiKinds kinds, ApplySet set, String app) {
    this.api = api;
    this.kinds = kinds;
    this.set = set;
    this.app = app;
  }

  /**
   * The existing members.
   *
   * @param unlisted kinds that the user may not list
   */
  public record Listing(List<Member> present, SortedSet<GroupKind> unlisted) {
    public Listing {
      present = List.copyOf(present);
      unlisted = Collections.unmodifiableSortedSet(new TreeSet<>(unlisted));
    }
  }

  /** The members of the ApplySet. */
  public Listing ofSet(Collection<GroupKind> ofKinds, ParallelRequests parallel) {
    Map<String, String> label = Map.of(ApplySet.PART_OF, set.id());
    List<Supplier<Listing>> asked = new ArrayList<>();
    for (GroupKind kind : ofKinds) {
      asked.add(
          parallel.start(
              () ->
                  api.errors()
                      .during("find the kind " + kind, () -> kinds.of(kind))
                      .map(context -> list(context, kind, label, metadata -> true))
                      .orElseGet(() -> new Listing(List.of(), new TreeSet<>()))));
    }
    return together(asked);
  }

  /**
   * Objects of any kind in the namespace with the plugin's labels: includes those applied before
   * there was a set. A user who may not list a kind has applied none of it.
   */
  public List<Member> labelled(ParallelRequests parallel) {
    Map<String, String> labels = Labels.ofAllOf(app);
    List<Supplier<Listing>> asked = new ArrayList<>();
    for (ResourceDefinitionContext context :
        api.errors().during("list its kinds", () -> kinds.namespaced(parallel))) {
      GroupKind kind =
          new GroupKind(context.getKind(), Optional.ofNullable(context.getGroup()).orElse(""));
      asked.add(parallel.start(() -> list(context, kind, labels, Members::isApplied)));
    }
    return together(asked).present();
  }

  private static Listing together(List<Supplier<Listing>> asked) {
    List<Member> present = new ArrayList<>();
    SortedSet<GroupKind> unlisted = new TreeSet<>();
    for (Supplier<Listing> answer : asked) {
      present.addAll(answer.get().present());
      unlisted.addAll(answer.get().unlisted());
    }
    return new Listing(List.copyOf(present), unlisted);
  }

  private Listing list(
      ResourceDefinitionContext context,
      GroupKind kind,
      Map<String, String> labels,
      Predicate<ObjectMeta> filter) {
    try {
      return new Listing(
          metadata(context, labels).stream()
              .map(PartialObjectMetadata::getMetadata)
              .filter(filter)
              .map(metadata -> new Member(kind, metadata.getName(), metadata.getUid(), context))
              .toList(),
          new TreeSet<>());
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_FORBIDDEN ->
            new Listing(List.of(), new TreeSet<>(List.of(kind)));
        // Announced by discovery, but not served.
        case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_BAD_METHOD ->
            new Listing(List.of(), new TreeSet<>());
        default -> throw api.errors().problem("list the resources of kind " + kind, e);
      };
    }
  }

  /** Reads metadata only, also of Secrets. */
  private List<PartialObjectMetadata> metadata(
      ResourceDefinitionContext context, Map<String, String> labels) {
    List<PartialObjectMetadata> items =
        resources(context).withLabels(labels).listAsPartialObjectMetadata().getItems();
    return items == null ? List.of() : items; // an empty list may lack the field
  }

  private FilterWatchListDeletable<?, ?, ?> resources(ResourceDefinitionContext context) {
    return context.isNamespaceScoped()
        ? api.client().genericKubernetesResources(context).inNamespace(api.namespace())
        : api.client().genericKubernetesResources(context);
  }

  /**
   * Controllers copy labels, such as from Services to Endpoints: those objects were not applied.
   */
  private static boolean isApplied(ObjectMeta metadata) {
    return metadata.getLabels().get(ApplySet.ID) == null
        && metadata.getManagedFields().stream()
            .anyMatch(
                entry ->
                    Labels.MANAGER.equals(entry.getManager())
                        && "Apply".equals(entry.getOperation()));
  }
}
