package dev.innerloop.plan;

import dev.innerloop.cluster.access.RequiredPermissions;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.discovery.RemainingQuota;
import dev.innerloop.event.Event;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The plans of all apps of a build for one namespace, and what they need there together. */
public final class NamespacePlan {

  private final NamespaceFacts facts;
  private final List<AppPlan> apps;
  private final Lazy<RequiredPermissions> permissions;
  private final Lazy<Optional<RemainingQuota>> quota;

  private NamespacePlan(NamespaceFacts facts, List<AppPlan> apps) {
    this.facts = facts;
    this.apps = List.copyOf(apps);
    this.permissions =
        new Lazy<>(
            () ->
                RequiredPermissions.forAll(
                    this.apps.stream().flatMap(app -> app.draft().all().stream()).toList()));
    this.quota =
        new Lazy<>(() -> facts.room(this.apps.stream().flatMap(AppPlan::selectors).toList()));
  }

  public static NamespacePlan of(
      NamespaceFacts facts,
      List<AppRequest> requests,
      CommandForm commands,
      ConfiguredCredentials logins,
      Consumer<Event> events) {
    return new NamespacePlan(
        facts,
        requests.stream()
            .map(request -> new AppPlan(request, facts, commands, logins, events))
            .toList());
  }

  /** The plans of the apps, in the order of the requests; nothing is checked. */
  public List<AppPlan> apps() {
    return apps;
  }

  /** All permissions that running the apps takes, those for their services included. */
  public RequiredPermissions permissions() {
    return permissions.get();
  }

  /**
   * Checks that dev mode of all apps can start, with smaller containers if quotas leave less than
   * usual.
   *
   * @param notice is called if containers are smaller
   * @return plans with the containers that fit
   * @throws Problem that names all that keeps them from starting
   */
  public List<AppPlan> requireStartable(Consumer<String> notice) {
    apps.forEach(AppPlan::requireDeployment);
    try (ParallelRequests parallel = new ParallelRequests()) {
      ParallelRequests.Pending permitted = parallel.run(this::requirePermissions);
      Supplier<Optional<RemainingQuota>> room = parallel.start(quota);
      Supplier<Boolean> limited = parallel.start(() -> facts.limits().areSet());
      List<ParallelRequests.Pending> soonNeeded = soonNeeded(parallel);
      permitted.await();
      ContainerSettings.Resources defaultResources =
          room.get()
              .map(it -> fitting(it).fit(requests(), notice))
              .orElse(ContainerSettings.Resources.NONE);
      List<AppPlan> startable =
          apps.stream().map(app -> app.withDefaultResources(defaultResources)).toList();
      if (limited.get()) {
        facts.limits().require(startable.stream().flatMap(NamespacePlan::expected).toList());
      }
      soonNeeded.forEach(ParallelRequests.Pending::await);
      return startable;
    }
  }

  /** What every deployment asks next. A failure is kept for the step that needs the answer. */
  private List<ParallelRequests.Pending> soonNeeded(ParallelRequests parallel) {
    return apps.stream().map(app -> parallel.run(app::decideDelivery)).toList();
  }

  private static Stream<Resources> expected(AppPlan app) {
    if (app.delivery().delivery() == Delivery.DIRECT) {
      app.baseImage(); // its failure is a reason not to start
    }
    return Stream.of(app.expectedDevManifests(ClusterObjects.UNKNOWN), app.services());
  }

  /**
   * Checks that all apps can be deployed in the release form, services included.
   *
   * @throws Problem that names all that keeps them from being deployed
   */
  public void requireDeployable() {
    try (ParallelRequests parallel = new ParallelRequests()) {
      ParallelRequests.Pending permitted = parallel.run(this::requirePermissions);
      Supplier<Optional<RemainingQuota>> room = parallel.start(quota);
      permitted.await();
      room.get()
          .map(it -> new QuotaFitting(facts.name(), it, this::draft))
          .ifPresent(it -> it.require(requests()));
    }
  }

  private void requirePermissions() {
    facts.access().require(permissions());
  }

  /**
   * What a start would report about quotas.
   *
   * @return lines about smaller containers; empty if there is no quota, or you may not list them
   * @throws Problem if the apps do not fit
   */
  public Optional<List<String>> previewFit() {
    return quota
        .get()
        .map(
            it -> {
              List<String> notices = new ArrayList<>();
              fitting(it).fit(requests(), notices::add);
              return notices;
            });
  }

  private List<AppRequest> requests() {
    return apps.stream().map(AppPlan::request).toList();
  }

  /** In dev mode: with the memory of the supervisors. */
  private QuotaFitting fitting(RemainingQuota room) {
    return new QuotaFitting(facts.name(), room, request -> plan(request).devDraft(request));
  }

  private AppPlan plan(AppRequest request) {
    return apps.stream()
        .filter(it -> it.name().equals(request.app().name()))
        .findFirst()
        .orElseThrow();
  }

  private Resources draft(AppRequest request) {
    AppPlan app = plan(request);
    return request.equals(app.request()) ? app.draft() : app.draft(request);
  }
}
