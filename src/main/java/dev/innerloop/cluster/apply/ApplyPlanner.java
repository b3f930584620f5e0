package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.applyset.ApiKinds;
import dev.innerloop.cluster.applyset.ApplySet;
import dev.innerloop.cluster.applyset.GroupKind;
import dev.innerloop.cluster.applyset.Member;
import dev.innerloop.cluster.applyset.Members;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.InstallOrder;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Determines what applying would do, without changing anything. */
public final class ApplyPlanner {

  private final NamespaceClient api;
  private final String app;
  private final TenantLimits limits;
  private final ApplySet set;

  public ApplyPlanner(NamespaceClient api, String app, TenantLimits limits) {
    this.api = api;
    this.app = app;
    this.limits = limits;
    this.set = new ApplySet(api, app);
  }

  /** The plan for all resources of an app. */
  public ApplyPlan all(Resources resources) {
    List<HasMetadata> wanted = members(resources);
    ApiKinds kinds = new ApiKinds(api.client(), wanted);
    Members members = new Members(api, kinds, set, app);
    ApplySet.State state = set.read();
    try (ParallelRequests parallel = new ParallelRequests()) {
      Supplier<List<ApplyStep>> steps = new DryRun(api, kinds, limits).of(wanted, parallel);
      Members.Listing listing = members.ofSet(state.kinds(), parallel);
      List<ApplyStep> answered = steps.get().stream().map(this::ofOurs).toList();
      List<Member> adopted =
          state.access() == ApplySet.Access.ABSENT && answered.stream().anyMatch(this::wasOurs)
              ? members.labelled(parallel)
              : List.of();
      Set<String> titles = wanted.stream().map(ApplyPlanner::identity).collect(Collectors.toSet());
      return new ApplyPlan(
          answered,
          Stream.concat(listing.present().stream(), adopted.stream())
              .filter(member -> !titles.contains(member.kind() + " " + member.name()))
              .toList(),
          adopted,
          listing.unlisted(),
          state);
    }
  }

  /** The plan for some of the resources: nothing is deleted. */
  public List<ApplyStep> some(Resources resources) {
    List<HasMetadata> wanted = members(resources);
    try (ParallelRequests parallel = new ParallelRequests()) {
      return new DryRun(api, new ApiKinds(api.client(), wanted), limits)
          .of(wanted, parallel).get().stream().map(this::ofOurs).toList();
    }
  }

  private List<HasMetadata> members(Resources resources) {
    return resources.all().stream()
        .sorted(InstallOrder.by(HasMetadata::getKind))
        .map(this::member)
        .toList();
  }

  private HasMetadata member(HasMetadata resource) {
    HasMetadata member = api.client().getKubernetesSerialization().clone(resource);
    Map<String, String> labels = new LinkedHashMap<>(labels(resource));
    labels.put(ApplySet.PART_OF, set.id());
    member.getMetadata().setLabels(labels);
    if (member instanceof Secret secret && secret.getStringData() != null) {
      encode(secret);
    }
    return member;
  }

  /**
   * The API server does not track ownership of {@code stringData}: an entry that is left out later
   * would be kept.
   */
  private static void encode(Secret secret) {
    Map<String, String> data = new LinkedHashMap<>();
    if (secret.getData() != null) {
      data.putAll(secret.getData());
    }
    secret
        .getStringData()
        .forEach(
            (key, text) ->
                data.put(
                    key,
                    Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    secret.setData(data);
    secret.setStringData(null);
  }

  private static String identity(HasMetadata resource) {
    return GroupKind.of(resource) + " " + resource.getMetadata().getName();
  }

  private boolean wasOurs(ApplyStep step) {
    return step.live().stream()
        .map(ApplyPlanner::labels)
        .anyMatch(labels -> labels.entrySet().containsAll(Labels.ofAllOf(app).entrySet()));
  }

  /** A member of another set is not taken over: the next apply of that set would take it back. */
  private ApplyStep ofOurs(ApplyStep step) {
    Optional<Map<String, String>> labels = step.live().map(ApplyPlanner::labels);
    String owner = labels.map(it -> it.get(ApplySet.PART_OF)).orElse(set.id());
    if (owner.equals(set.id())) {
      return step;
    }
    return new ApplyStep(
        step.wanted(),
        step.live(),
        new ApplyStep.Answer.Refused(
            new Problem(
                step.title()
                    + " already exists and belongs to "
                    + labels.map(it -> it.get(Labels.INSTANCE)).orElse("another ApplySet")
                    + ".",
                "Rename it, or define it in only one of the two."),
            List.of()));
  }

  private static Map<String, String> labels(HasMetadata resource) {
    return Optional.ofNullable(resource.getMetadata().getLabels()).orElseGet(LinkedHashMap::new);
  }
}
