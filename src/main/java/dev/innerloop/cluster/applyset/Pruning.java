package dev.innerloop.cluster.applyset;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.InstallOrder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Deletes members that are not in the configuration any more. */
public final class Pruning {

  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final NamespaceClient api;
  private final Listener listener;

  public Pruning(NamespaceClient api, Listener listener) {
    this.api = api;
    this.listener = listener;
  }

  /** Receives what is done to each. */
  public interface Listener {

    void pruned(Member member);

    /** It is not a member any more, and is kept. */
    void kept(Member member);

    /**
     * The user is not allowed to delete it.
     *
     * @param reason the API server's message
     */
    void refused(Member member, String reason);
  }

  /**
   * Deletes them without waiting.
   *
   * @return the kinds of those that are still members
   */
  public SortedSet<GroupKind> prune(List<Member> leaving) {
    SortedSet<GroupKind> left = new TreeSet<>();
    for (Member member :
        leaving.stream()
            .sorted(InstallOrder.by((Member it) -> it.kind().kind()).reversed())
            .toList()) {
      try {
        remove(member);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
          throw api.errors().problem("remove " + member.title(), e);
        }
        left.add(member.kind());
        listener.refused(member, ApiErrors.reason(e));
      }
    }
    return left;
  }

  private void remove(Member member) {
    if (member.isKept()) {
      label(member, "null");
      listener.kept(member);
    } else {
      member
          .in(api.namespace(), api.client())
          .withPropagationPolicy(DeletionPropagation.BACKGROUND)
          .delete();
      listener.pruned(member);
    }
  }

  /** Makes members of what was applied before there was a set. */
  public void adopt(List<Member> members, ApplySet set) {
    for (Member member : members) {
      api.errors().running("label " + member.title(), () -> label(member, "\"" + set.id() + "\""));
    }
  }

  private void label(Member member, String id) {
    member
        .in(api.namespace(), api.client())
        .patch(MERGE, "{\"metadata\":{\"labels\":{\"%s\":%s}}}".formatted(ApplySet.PART_OF, id));
  }
}
