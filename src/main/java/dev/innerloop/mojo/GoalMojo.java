package dev.innerloop.mojo;

import dev.innerloop.cluster.access.Grant;
import dev.innerloop.cluster.guardrail.GuardRails;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.ShellWord;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.loop.target.Targets;
import dev.innerloop.mojo.output.Backlog;
import dev.innerloop.mojo.output.Collector;
import dev.innerloop.mojo.output.Colour;
import dev.innerloop.mojo.output.MavenLines;
import dev.innerloop.mojo.output.QuietLibraries;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.mojo.setting.MavenProperties;
import dev.innerloop.mojo.setting.RepeatedOptions;
import dev.innerloop.mojo.workload.GuardRailsParameter;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.AppName;
import dev.innerloop.ui.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * What all goals have in common: one execution per module of the reactor, one piece of work for all
 * of them, and one place where problems become build failures.
 *
 * @param <G> the goal itself
 */
abstract class GoalMojo<G extends GoalMojo<G>> extends AbstractMojo {

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /** Leaves this module out. */
  @Parameter(property = "dev.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The apps of a multi-module project to work on, by module name, separated by commas. Without it:
   * all.
   */
  @Parameter(property = "dev.only")
  private @Nullable List<String> only;

  /** The name of the app on the cluster. Without it: the artifactId, made fit for Kubernetes. */
  @Parameter(property = "dev.name")
  private @Nullable String name;

  /** The context of the kubeconfig to use. Without it: the current one. */
  @Parameter(property = "dev.context")
  private @Nullable String context;

  /**
   * The name of a context that may be used although it is not a local cluster's: a guard against
   * deploying where you did not mean to.
   */
  @Parameter(property = "dev.allowContext")
  private @Nullable String allowContext;

  /**
   * The namespace, created if it does not exist. Without it: the context's, or, where that is
   * {@code default}, one made from your user name and the project's name.
   */
  @Parameter(property = "dev.namespace")
  private @Nullable String namespace;

  /**
   * Who hands out namespaces: {@code kubernetes} itself, {@code openshift} by project requests,
   * {@code mto} (Stakater's Multi Tenant Operator) or {@code capsule} to tenants; {@code auto} asks
   * the cluster.
   */
  @Parameter(property = "dev.tenancy", defaultValue = "auto")
  private String tenancy;

  /**
   * The tenant that a new namespace belongs to, on clusters that have tenants. Without it: the only
   * one that is yours, if you may see it.
   */
  @Parameter(property = "dev.tenant")
  private @Nullable String tenant;

  /**
   * Who else is to work in the namespace, separated by commas: users, and groups with {@code
   * group:} before them, with a ClusterRole if it is not {@code edit}, as in {@code
   * anna,bob=view,group:team-a=admin}. Those who are not named any more lose it with the next run
   * that names somebody.
   */
  @Parameter(property = "dev.access")
  private @Nullable List<String> access;

  /**
   * What the namespace is held to if this plugin makes it, on plain Kubernetes: a quota, limits of
   * containers, isolation, Pod Security. Without it: nothing. A namespace that is there stays as it
   * is.
   */
  @Parameter private @Nullable GuardRailsParameter guardRails;

  /**
   * How long after its last run a namespace may go that this plugin made, such as {@code 8h} or
   * {@code 7d}: {@code dev:delete -Ddev.expired} deletes it then. Each run renews it, also one that
   * does not say this, and a session as long as it lasts. Without it: it stays.
   */
  @Parameter(property = "dev.ttl")
  private @Nullable String ttl;

  /** How long a roll-out may take: seconds, or with a unit such as {@code 90s} or {@code 5m}. */
  @Parameter(property = "dev.timeout", defaultValue = "5m")
  private String timeout;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    QuietLibraries.unlessDebugging(getLog());
    try {
      Optional<Map<MavenProject, G>> all =
          Collector.<G>of(session, execution.getExecutionId() + execution.getGoal())
              .arrive(project, takesPart() ? Optional.of(self()) : Optional.empty());
      if (all.isPresent()) {
        if (!all.get().isEmpty()) {
          performInTurn(all.get());
        } else if (!skip) {
          throw nothingToDo();
        }
      }
    } catch (Problem problem) {
      String message = problem.getMessage() + "\n\n" + problem.remedy() + "\n";
      // Maven would add the messages of all causes to ours.
      throw getLog().isDebugEnabled()
          ? new MojoFailureException(message, problem)
          : new MojoFailureException(message);
    }
  }

  private void performInTurn(Map<MavenProject, G> goals) throws MojoExecutionException {
    Backlog backlog = Backlog.of(session);
    backlog.add(() -> perform(goals));
    if (!Backlog.mustWait(session.getGoals(), execution.getGoal(), session.isParallel())) {
      backlog.settle();
    }
  }

  /**
   * Does the goal's work, once.
   *
   * @param goals the goal as each module that takes part configured it; never empty
   */
  abstract void perform(Map<MavenProject, G> goals) throws MojoExecutionException;

  abstract G self();

  private boolean takesPart() {
    if (skip) {
      getLog().info("Skipped: dev.skip is set.");
    }
    return !skip
        && !project.getPackaging().equals("pom")
        && (only == null || only.isEmpty() || isSelected());
  }

  /** Libraries take part even if only some apps are selected: goals that need them override. */
  boolean isSelected() {
    return only != null && only.contains(project.getArtifactId());
  }

  private Problem nothingToDo() {
    if (only != null && !only.isEmpty()) {
      return new Problem(
          "No module of this build is named in dev.only: " + String.join(", ", only),
          "Modules are named by their artifactId.");
    }
    return new Problem(
        "There is no module here that could run: " + project.getArtifactId() + " is a POM.",
        "Call it where the modules are, or add one with a class that has a main method.");
  }

  /** Properties, profiles and folders of the module as Maven knows them. */
  MavenProperties properties() {
    return new MavenProperties(session, project, execution);
  }

  MavenProject project() {
    return project;
  }

  MojoExecution execution() {
    return execution;
  }

  MavenSession session() {
    return session;
  }

  /** Where people read what happens. */
  Console console() {
    Colour colour =
        Colour.of(
            session.getUserProperties(),
            session.getRequest().isInteractiveMode(),
            System.console() != null,
            System.getenv());
    return new Console(new MavenLines(getLog(), colour));
  }

  boolean isApp(MavenProject candidate) {
    return only == null || only.isEmpty() || only.contains(candidate.getArtifactId());
  }

  @Nullable String name() {
    return name;
  }

  TargetSettings target(TargetSettings.Kind kind) {
    return new TargetSettings(
        kind, context, allowContext, namespace(), Choices.duration("dev.timeout", timeout));
  }

  private NamespaceSettings namespace() {
    return new NamespaceSettings(
        Optional.ofNullable(namespace),
        AppName.of(session.getTopLevelProject().getArtifactId()),
        Targets.user(),
        Choices.oneOf("dev.tenancy", tenancy, Tenancy.class),
        Optional.ofNullable(tenant),
        access == null ? List.of() : access.stream().map(Grant::parse).toList(),
        guardRails(),
        Optional.ofNullable(ttl).map(it -> Choices.duration("dev.ttl", it)));
  }

  GuardRails guardRails() {
    return guardRails == null ? GuardRails.NONE : guardRails.settings();
  }

  /** How the user called this goal. */
  CommandForm commandForm() {
    String goal = execution.getGoal();
    String prefix =
        session.getGoals().stream()
            .filter(typed -> typed.endsWith(":" + goal))
            .map(typed -> typed.substring(0, typed.length() - goal.length()))
            .findFirst()
            .orElse("dev:");
    return new CommandForm(
        "mvn" + projectSelection(),
        prefix,
        RepeatedOptions.of(
            execution.getMojoDescriptor().getPluginDescriptor(), session.getUserProperties()));
  }

  private String projectSelection() {
    Path root = Path.of(session.getExecutionRootDirectory());
    Path here = Path.of(session.getRequest().getBaseDirectory());
    Path user = Path.of(System.getProperty("user.dir"));
    if (root.equals(here) && root.equals(user)) {
      return "";
    }
    return " -f " + ShellWord.of(user.relativize(root).toString());
  }
}
