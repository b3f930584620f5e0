package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.Checks;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.provenance.Provenance;
import dev.innerloop.manifest.provenance.Reason;
import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.tree.Expressions;
import dev.innerloop.manifest.tree.FieldPath;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.manifest.tree.YamlReader;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Programs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Combines generated resources and the project's own into the release form. */
public final class ResourceMerger {

  /** Fields that the API server sets, and that it rejects or ignores in requests. */
  private static final List<String> SERVERS_OWN =
      List.of(
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "managedFields",
          "selfLink");

  private final ProjectManifests project;
  private final Programs programs;

  public ResourceMerger(ProjectManifests project) {
    this(project, Programs.ofThisProcess());
  }

  /**
   * @param programs among them helm and kubectl, which render charts and Kustomize bases
   */
  ResourceMerger(ProjectManifests project, Programs programs) {
    this.project = project;
    this.programs = programs;
  }

  /**
   * The app whose resources they are.
   *
   * @param name of the app and of its Deployment
   * @param reference the image of the pods
   * @param repositories possible repositories of the app's image in existing resources; tags are
   *     ignored
   */
  public record Subject(String name, String reference, Set<String> repositories) {

    public Subject {
      repositories = Collections.unmodifiableSet(new LinkedHashSet<>(repositories));
      repositories =
          repositories.stream()
              .map(AppWorkload::repository)
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * Merges, adds and checks resources. Without own resources of the project, the result is the
   * generated ones.
   *
   * @param generated used only if the project does not provide all its resources
   * @param cluster to check references
   * @throws Problem with all errors, each with its file and line
   */
  public ExplainedResources merge(
      Supplier<ExplainedResources> generated, Subject subject, ClusterObjects cluster) {
    try {
      List<List<Path>> levels = levels();
      if (project.source().isPresent()) {
        AppWorkload workload = workload(subject);
        return merged(source(subject, workload), List.of(), levels, subject, cluster);
      }
      ExplainedResources made = generated.get();
      if (levels.stream().anyMatch(level -> !level.isEmpty())) {
        return merged(trees(made), made.reasons(), levels, subject, cluster);
      }
      if (project.validated()) {
        require(trees(made), made.resources(), subject, cluster);
      }
      return made;
    } catch (IOException e) {
      throw new Problem(
          project.name(project.folder()) + " cannot be read: " + e.getMessage(),
          "Change the permissions.",
          e);
    }
  }

  /** The files of the directory, then those of each profile. */
  private List<List<Path>> levels() throws IOException {
    List<List<Path>> levels = new ArrayList<>();
    levels.add(YamlFiles.in(project.folder()));
    for (String profile : project.profiles()) {
      // The name of a profile is arbitrary text and must not lead out of the directory.
      if (profile.matches("[\\w.-]+") && !profile.startsWith(".")) {
        levels.add(YamlFiles.in(project.folder().resolve(profile)));
      }
    }
    return levels;
  }

  private ExplainedResources merged(
      List<Mapping> base,
      List<Reason> generated,
      List<List<Path>> levels,
      Subject subject,
      ClusterObjects cluster) {
    Findings findings = new Findings();
    Schema schema = Schema.bundled();
    Provenance provenance = new Provenance(generated);
    ResourceSet set = new ResourceSet(base, schema, findings, provenance);
    YamlReader reader =
        new YamlReader(findings, Optional.of(new Expressions(project.properties(), findings)));
    for (List<Path> level : levels) {
      set.take(
          level.stream()
              .flatMap(
                  file -> ManifestSource.listed(reader.read(file, project.name(file))).stream())
              .toList());
    }
    AppWorkload workload = workload(subject);
    List<Mapping> resources =
        set.all().stream()
            .map(project.source().isPresent() ? workload::withOursNamed : workload::withOursFirst)
            .toList();
    if (project.validated()) {
      check(resources, new Checks(schema, cluster, findings), findings);
    }
    findings.require(subject.name(), remedy());
    requireApp(base, resources, subject);
    List<Mapping> ordered = oursBeforeOthers(resources, subject);
    Resources typed = typed(ordered, subject);
    if (project.validated()) {
      refused(cluster.refusals(typed), ordered, findings);
      findings.require(subject.name(), remedy());
    }
    return new ExplainedResources(typed, provenance.of(ordered));
  }

  private static void check(List<Mapping> resources, Checks checks, Findings findings) {
    boolean complete = findings.isEmpty();
    checks.each(resources);
    // A file that cannot be read would cause false reports about missing objects.
    if (complete) {
      checks.together(resources);
    }
  }

  /** For generated resources, the error is in the settings that they come from. */
  private static void require(
      List<Mapping> resources, Resources typed, Subject subject, ClusterObjects cluster) {
    Findings findings = new Findings();
    check(resources, new Checks(Schema.bundled(), cluster, findings), findings);
    findings.require(subject.name(), remedy());
    refused(cluster.refusals(typed), resources, findings);
    findings.require(subject.name(), remedy());
  }

  private static void refused(
      List<ClusterObjects.Refusal> refusals, List<Mapping> resources, Findings findings) {
    for (ClusterObjects.Refusal refusal : refusals) {
      String title = refusal.kind() + " " + refusal.name();
      Position at =
          resources.stream()
              .filter(resource -> ResourceFormat.title(resource).equals(title))
              .map(resource -> FieldPath.nearest(resource, refusal.field()))
              .findFirst()
              .orElse(new Position(title, 0));
      findings.add(at, "the API server rejects " + title, refusal.message());
    }
  }

  private static String remedy() {
    return "Fix the errors. Nothing was changed on the cluster. To skip the checks:"
        + " -Ddev.validate=false";
  }

  private static AppWorkload workload(Subject subject) {
    return new AppWorkload(subject.name(), subject.reference(), subject.repositories());
  }

  private List<Mapping> trees(ExplainedResources generated) {
    Position at = new Position("the generated resources", 0);
    return Provenance.placed(
        generated.resources().all().stream()
            .map(resource -> ResourceFormat.tree(resource, at))
            .toList(),
        generated.reasons());
  }

  private List<Mapping> source(Subject subject, AppWorkload workload) {
    Path source = project.basedir().resolve(project.source().orElseThrow());
    String name = project.name(source);
    Findings findings = new Findings();
    List<Mapping> read =
        new ManifestSource(source, name, subject.name(), project, programs).read(findings);
    // With only some of the resources, the Deployment cannot be determined.
    findings.require(subject.name(), remedy());
    return workload.put(read.stream().map(ResourceMerger::withoutServersOwn).toList(), name);
  }

  private static Mapping withoutServersOwn(Mapping resource) {
    Mapping without = resource.without("status");
    Optional<Mapping> metadata = resource.mapping("metadata");
    if (metadata.isEmpty()) {
      return without;
    }
    Mapping kept = metadata.get();
    for (String field : SERVERS_OWN) {
      kept = kept.without(field);
    }
    return without.with("metadata", kept);
  }

  private static void requireApp(List<Mapping> base, List<Mapping> resources, Subject subject) {
    if (base.stream().anyMatch(it -> isApp(it, subject))
        && resources.stream().noneMatch(it -> isApp(it, subject))) {
      throw new Problem(
          "A fragment deletes the workload " + subject.name() + ", which runs the app.",
          "Keep it, or replace it with $patch: replace.");
    }
  }

  private static boolean isApp(Mapping resource, Subject subject) {
    return AppWorkload.isWorkload(resource)
        && resource.text("metadata", "name").equals(Optional.of(subject.name()));
  }

  /** Dev mode uses the first workload. */
  private static List<Mapping> oursBeforeOthers(List<Mapping> resources, Subject subject) {
    List<Mapping> ordered = new ArrayList<>();
    List<Mapping> others = new ArrayList<>();
    for (Mapping resource : resources) {
      boolean other = AppWorkload.isWorkload(resource) && !isApp(resource, subject);
      (other ? others : ordered).add(resource);
    }
    ordered.addAll(others);
    return ordered;
  }

  private Resources typed(List<Mapping> resources, Subject subject) {
    List<HasMetadata> typed = new ArrayList<>();
    for (Mapping resource : resources) {
      ApiPath.require(resource);
      Mapping labelled = withLabels(withoutServersOwn(resource), subject.name());
      try {
        typed.add(ResourceFormat.resource(labelled));
      } catch (RuntimeException e) { // the JSON library throws different exceptions
        throw new Problem(
            resource.at("metadata", "name")
                + ": "
                + ResourceFormat.title(resource)
                + " is not a valid resource of its kind.",
            "For details, remove -Ddev.validate=false.",
            e);
      }
    }
    return new Resources(typed);
  }

  /** Adds the labels by which dev:delete finds all resources of an app. */
  private static Mapping withLabels(Mapping resource, String app) {
    Mapping metadata = resource.mapping("metadata").orElse(new Mapping(resource.at(), Map.of()));
    Map<String, Node> labels =
        new LinkedHashMap<>(metadata.mapping("labels").map(Mapping::fields).orElse(Map.of()));
    Labels.ofAllOf(app)
        .forEach((label, value) -> labels.put(label, new Scalar(metadata.at(), value)));
    return resource.with("metadata", metadata.with("labels", new Mapping(metadata.at(), labels)));
  }
}
