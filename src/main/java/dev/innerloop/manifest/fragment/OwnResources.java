package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.Explained;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.Checks;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.reason.Reason;
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
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** From what is generated and what the project has of its own to the resources that are shipped. */
public final class OwnResources {

  /** What the API server writes into resources, and refuses or ignores when it is sent. */
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
  private final Tool tool;

  public OwnResources(ProjectManifests project) {
    this(project, new LocalTool());
  }

  OwnResources(ProjectManifests project, Tool tool) {
    this.project = project;
    this.tool = tool;
  }

  /**
   * The app whose resources they are.
   *
   * @param name of the app and of its Deployment
   * @param reference the image that pods run
   * @param repositories what the app's image may be called in resources that exist already; tags
   *     are ignored
   */
  public record Subject(String name, String reference, Set<String> repositories) {

    public Subject {
      repositories =
          repositories.stream()
              .map(AppWorkload::repository)
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * Merges, adds and checks. Without anything of the project's own it is what is generated.
   *
   * @param generated asked only if the project does not bring its own resources
   * @param cluster for what resources refer to
   * @throws Problem that names all that is wrong, with files and lines
   */
  public Explained over(Supplier<Explained> generated, Subject subject, ClusterObjects cluster) {
    try {
      List<List<Path>> levels = levels();
      if (project.source().isPresent()) {
        AppWorkload workload = workload(subject);
        return merged(source(subject, workload), List.of(), levels, subject, cluster);
      }
      Explained made = generated.get();
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
          "Make it readable.",
          e);
    }
  }

  /** The files of the folder, then those of each profile. */
  private List<List<Path>> levels() throws IOException {
    List<List<Path>> levels = new ArrayList<>();
    levels.add(YamlFiles.in(project.folder()));
    for (String profile : project.profiles()) {
      // A profile's name is the user's own, and no way out of the folder.
      if (profile.matches("[\\w.-]+") && !profile.startsWith(".")) {
        levels.add(YamlFiles.in(project.folder().resolve(profile)));
      }
    }
    return levels;
  }

  private Explained merged(
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
    List<Mapping> resources = set.all().stream().map(workload::withOursFirst).toList();
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
    return new Explained(typed, provenance.of(ordered));
  }

  private static void check(List<Mapping> resources, Checks checks, Findings findings) {
    boolean complete = findings.isEmpty();
    checks.each(resources);
    // What could not be read would be missed by what refers to it.
    if (complete) {
      checks.together(resources);
    }
  }

  /** Of generated resources, which nobody wrote, the settings that led to them may be wrong. */
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
              .filter(resource -> ResourceSet.title(resource).equals(title))
              .map(resource -> FieldPath.nearest(resource, refusal.field()))
              .findFirst()
              .orElse(new Position(title, 0));
      findings.add(at, "the cluster refuses " + title, refusal.message());
    }
  }

  private static String remedy() {
    return "Correct this. Nothing was changed on a cluster. The checks, but not the reading of files,"
        + " are left out by -Ddev.validate=false";
  }

  private static AppWorkload workload(Subject subject) {
    return new AppWorkload(subject.name(), subject.reference(), subject.repositories());
  }

  private List<Mapping> trees(Explained generated) {
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
    try {
      List<Mapping> read =
          new ManifestSource(source, name, subject.name(), project, tool).read(findings);
      // Of a part it cannot be told which Deployment is meant.
      findings.require(subject.name(), remedy());
      return workload.put(read.stream().map(OwnResources::withoutServersOwn).toList(), name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Reading " + name + " was interrupted.", "Run the command again.", e);
    }
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
          "Leave it there; $patch: replace puts another form in its place.");
    }
  }

  private static boolean isApp(Mapping resource, Subject subject) {
    return AppWorkload.isWorkload(resource)
        && resource.text("metadata", "name").equals(Optional.of(subject.name()));
  }

  /** The first workload is the one that is developed. */
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
      Mapping labelled = withLabels(withoutServersOwn(resource), subject.name());
      try {
        typed.add(ResourceFormat.resource(labelled));
      } catch (RuntimeException e) { // of the JSON library, of several kinds
        throw new Problem(
            resource.at("metadata", "name")
                + ": "
                + ResourceSet.title(resource)
                + " is not what Kubernetes calls one.",
            "Have it checked: leave -Ddev.validate=false out.",
            e);
      }
    }
    return new Resources(typed);
  }

  /** By which all of an app is found again, to delete it. */
  private static Mapping withLabels(Mapping resource, String app) {
    Mapping metadata = resource.mapping("metadata").orElse(new Mapping(resource.at(), Map.of()));
    Map<String, Node> labels =
        new LinkedHashMap<>(metadata.mapping("labels").map(Mapping::fields).orElse(Map.of()));
    Labels.ofAllOf(app)
        .forEach((label, value) -> labels.put(label, new Scalar(metadata.at(), value)));
    return resource.with("metadata", metadata.with("labels", new Mapping(metadata.at(), labels)));
  }
}
