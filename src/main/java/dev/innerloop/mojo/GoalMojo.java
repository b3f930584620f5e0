package dev.innerloop.mojo;

import dev.innerloop.cluster.access.Grant;
import dev.innerloop.cluster.namespace.GuardRails;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.mojo.execution.DeferredGoals;
import dev.innerloop.mojo.execution.GivenParameters;
import dev.innerloop.mojo.execution.MavenLines;
import dev.innerloop.mojo.execution.MavenProperties;
import dev.innerloop.mojo.execution.QuietLibraries;
import dev.innerloop.mojo.execution.ReactorBarrier;
import dev.innerloop.mojo.execution.RepeatedOptions;
import dev.innerloop.mojo.execution.TerminalColors;
import dev.innerloop.mojo.parameter.GuardRailsParameter;
import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.AppName;
import dev.innerloop.project.maven.BuildAdditions;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.ShellWord;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.ui.ConsoleOutput;
import dev.innerloop.ui.Delay;
import dev.innerloop.ui.Lines;
import dev.innerloop.usecase.target.ClusterSelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Base of all goals. Maven executes a goal once per module of the reactor; this class performs the
 * work once for all of them, and turns problems into build failures.
 */
abstract class GoalMojo extends AbstractMojo {

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /** Skips this module. */
  @Parameter(property = "dev.skip", defaultValue = "false")
  private boolean skip;

  /** Apps of a multi-module project to work on: artifactIds, separated by commas. Default: all. */
  @Parameter(property = "dev.only")
  private @Nullable List<String> only;

  /** Name of the app on the cluster. Default: the artifactId, sanitized. */
  @Parameter(property = "dev.name")
  private @Nullable String name;

  /** Context of the kubeconfig. Default: the current context. */
  @Parameter(property = "dev.context")
  private @Nullable String context;

  /**
   * Name of a context that may be used although it is not a known local cluster: a safeguard
   * against deploying to the wrong cluster.
   */
  @Parameter(property = "dev.allowContext")
  private @Nullable String allowContext;

  /**
   * Namespace, created if it does not exist. Default: the namespace of the context, or, if that is
   * {@code default}, one named after your user name and the project.
   */
  @Parameter(property = "dev.namespace")
  private @Nullable String namespace;

  /**
   * How namespaces are created: directly in {@code kubernetes}, by project requests in {@code
   * openshift}, or in a tenant of {@code mto} (Stakater's Multi Tenant Operator) or {@code
   * capsule}; {@code auto} detects it from the cluster.
   */
  @Parameter(property = "dev.tenancy", defaultValue = "auto")
  private String tenancy;

  /**
   * Tenant of a new namespace, on clusters with tenants. Default: your only tenant, if you have
   * permission to list tenants.
   */
  @Parameter(property = "dev.tenant")
  private @Nullable String tenant;

  /**
   * Other people with access to the namespace, separated by commas: users, or groups with the
   * prefix {@code group:}, with a ClusterRole if it is not {@code edit}, as in {@code
   * anna,bob=view,group:team-a=admin}. Anyone no longer listed is removed on the next run that
   * lists anyone.
   */
  @Parameter(property = "dev.access")
  private @Nullable List<String> access;

  /**
   * Restrictions of a namespace that this plugin creates, on plain Kubernetes: a quota, limits of
   * containers, isolation, Pod Security. Default: none. An existing namespace is not changed.
   */
  @Parameter private @Nullable GuardRailsParameter guardRails;

  /**
   * Time to live of a namespace created by this plugin, counted from its last use, such as {@code
   * 8h} or {@code 7d}; {@code dev:delete -Ddev.expired} then deletes it. Every run renews it, even
   * without this parameter, and so does a running session. Default: the namespace does not expire.
   */
  @Parameter(property = "dev.ttl")
  private @Nullable String ttl;

  /** Timeout of a rollout: in seconds, or with a unit such as {@code 90s} or {@code 5m}. */
  @Parameter(property = "dev.timeout", defaultValue = "5m")
  private String timeout;

  private @Nullable ConsoleOutput console;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    QuietLibraries.unlessDebugging(getLog());
    BuildAdditions.adopt(project);
    try {
      if (takesPart()) {
        requireValid();
      }
      Optional<List<GoalMojo>> all =
          ReactorBarrier.<GoalMojo>of(session, execution.getExecutionId() + execution.getGoal())
              .arrive(project, takesPart() ? Optional.of(this) : Optional.empty());
      if (all.isPresent()) {
        if (!all.get().isEmpty()) {
          warnings(all.get()).forEach(getLog()::warn);
          performInTurn(all.get());
        } else if (!skip) {
          throw nothingToDo();
        }
      }
    } catch (Problem problem) {
      String message = problem.getMessage() + "\n\n" + problem.remedy() + "\n";
      // No cause: Maven would append the messages of all causes to ours.
      throw getLog().isDebugEnabled()
          ? new MojoFailureException(message, problem)
          : new MojoFailureException(message);
    }
  }

  /**
   * Requires that all that is set for this goal is known and valid.
   *
   * @throws Problem that names every mistake
   */
  final void requireValid() {
    ParameterChecks checks = new ParameterChecks();
    given().problems(session, project, execution).forEach(checks::add);
    check(checks);
    checks.requireValid();
  }

  /** Reads all parameters that are not plain text. Goals with more of them add theirs. */
  void check(ParameterChecks checks) {
    checks.check(this::timeout);
    checks.check(this::tenancy);
    checks.each(access, Grant::parse);
    if (guardRails != null) {
      guardRails.check(checks);
    }
    checks.check(this::timeToLive);
    checks.check(() -> target(TargetSettings.Kind.AUTO));
  }

  private Set<String> warnings(List<GoalMojo> goals) {
    Set<String> warnings = new LinkedHashSet<>();
    for (GoalMojo goal : goals) {
      warnings.addAll(goal.warnings());
    }
    return warnings;
  }

  /** Of properties that may be meant for this plugin. */
  final List<String> warnings() {
    return given().warnings(session.getUserProperties(), project.getProperties());
  }

  private GivenParameters given() {
    return new GivenParameters(execution.getMojoDescriptor().getPluginDescriptor());
  }

  private void performInTurn(List<GoalMojo> goals) throws MojoExecutionException {
    DeferredGoals deferred = DeferredGoals.of(session);
    deferred.add(() -> performAndFlush(goals));
    if (!DeferredGoals.mustWait(session.getGoals(), execution.getGoal(), session.isParallel())) {
      deferred.settle();
    }
  }

  private void performAndFlush(List<GoalMojo> goals) throws MojoExecutionException {
    try {
      perform(goals);
    } finally {
      console().flush();
    }
  }

  /**
   * Performs the goal's work, once.
   *
   * @param goals this goal as each participating module configures it: all of this class; never
   *     empty
   */
  abstract void perform(List<GoalMojo> goals) throws MojoExecutionException;

  private boolean takesPart() {
    if (skip) {
      getLog().info("Skipped: dev.skip is set.");
    }
    return !skip
        && !project.getPackaging().equals("pom")
        && (only == null || only.isEmpty() || isSelected());
  }

  /**
   * Overridden by goals that need the libraries of the reactor even if only some apps are selected.
   */
  boolean isSelected() {
    return only != null && only.contains(project.getArtifactId());
  }

  private Problem nothingToDo() {
    if (only != null && !only.isEmpty()) {
      return new Problem(
          "dev.only names no module of this build: " + String.join(", ", only),
          "Use the artifactIds of modules.");
    }
    return new Problem(
        "There is no module to run: " + project.getArtifactId() + " has packaging pom.",
        "Run the goal in the directory of the modules, or add a module with a main class.");
  }

  /** Properties, profiles and directories of the module, as Maven resolves them. */
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

  /** The console of this goal. */
  final ConsoleOutput console() {
    if (console == null) {
      TerminalColors colors =
          TerminalColors.of(
              session.getUserProperties(),
              session.getRequest().isInteractiveMode(),
              System.console() != null,
              System.getenv());
      console = console(new MavenLines(getLog(), colors), Delay.byThread());
    }
    return console;
  }

  /** Overridden by goals that run a session. */
  ConsoleOutput console(Lines lines, Delay delay) {
    return ConsoleOutput.ofGoal(lines, delay);
  }

  boolean isApp(MavenProject candidate) {
    return only == null || only.isEmpty() || only.contains(candidate.getArtifactId());
  }

  @Nullable String name() {
    return name;
  }

  TargetSettings target(TargetSettings.Kind kind) {
    return new TargetSettings(kind, context, allowContext, namespace(), timeout());
  }

  private Duration timeout() {
    return ParameterParser.duration("dev.timeout", timeout);
  }

  private Tenancy tenancy() {
    return ParameterParser.oneOf("dev.tenancy", tenancy, Tenancy.class);
  }

  private Optional<Duration> timeToLive() {
    return Optional.ofNullable(ttl).map(it -> ParameterParser.duration("dev.ttl", it));
  }

  private NamespaceSettings namespace() {
    return new NamespaceSettings(
        Optional.ofNullable(namespace),
        AppName.of(session.getTopLevelProject().getArtifactId()),
        ClusterSelector.user(),
        tenancy(),
        Optional.ofNullable(tenant),
        access == null ? List.of() : access.stream().map(Grant::parse).toList(),
        guardRails(),
        timeToLive());
  }

  GuardRails guardRails() {
    return guardRails == null ? GuardRails.NONE : guardRails.settings();
  }

  /** The command line by which the user called this goal. */
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
