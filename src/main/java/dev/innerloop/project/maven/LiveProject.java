package dev.innerloop.project.maven;

import dev.innerloop.content.ChangeTime;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.Generated;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.project.build.ProjectBuild;
import dev.innerloop.project.build.ProjectPoms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The project and its own build inside the running Maven, while its POMs change.
 *
 * <p>Call it only on the thread of the goal, because Maven's session scope is bound to it.
 */
public final class LiveProject implements ProjectBuild, ProjectPoms {

  private final LifecycleExecutor lifecycle;
  private final BuildSteps steps;
  private final MavenDirectory directory;
  private final ReactorReader reader;
  private final PomReader poms;
  private final ExistingPaths existing = new ExistingPaths();

  private MavenSession session;
  private Map<MavenProject, AppSettings> settings;
  private final SettingsReader settingsReader;
  private Reactor reactor;

  /** The POMs before the build, because plugins change the session's own projects. */
  private @Nullable List<Pom> known;

  /** Reads the current configuration of this plugin in a module. */
  public interface SettingsReader {

    /**
     * @throws BuildFailure if it is invalid
     */
    AppSettings settings(MavenSession session, MavenProject project) throws BuildFailure;
  }

  LiveProject(
      MavenSession session,
      Map<MavenProject, AppSettings> settings,
      SettingsReader settingsReader,
      Reactor reactor,
      LifecycleExecutor lifecycle,
      BuildPluginManager plugins,
      ReactorReader reader,
      PomReader poms) {
    this.session = session;
    this.settings = settings;
    this.settingsReader = settingsReader;
    this.reactor = reactor;
    this.lifecycle = lifecycle;
    this.steps = new BuildSteps(plugins);
    this.directory =
        new MavenDirectory(session.getRequest().getMultiModuleProjectDirectory().toPath());
    this.reader = reader;
    this.poms = poms;
  }

  @Override
  public List<Path> files() {
    Set<Path> files = new LinkedHashSet<>();
    session.getProjects().forEach(project -> files.addAll(PomReader.files(project)));
    session.getProjects().forEach(project -> files.addAll(ProfileFiles.of(project)));
    files.addAll(directory.files());
    return List.copyOf(files);
  }

  @Override
  public void remember() {
    known = asMavenReadThem();
  }

  private List<Pom> asMavenReadThem() {
    List<Path> files =
        session.getProjects().stream()
            .flatMap(project -> PomReader.files(project).stream())
            .toList();
    ChangeTime sinceStart = ChangeTime.since(session.getRequest().getStartTime().toInstant());
    if (files.stream().noneMatch(sinceStart::isOf)) {
      try {
        return Pom.of(poms.read(session));
      } catch (BuildFailure e) {
        // Reported when it is read as a change: a moment ago it was valid.
      }
    }
    return Pom.of(session.getAllProjects());
  }

  @Override
  public PomChange reload() throws BuildFailure {
    Optional<String> ofMaven = directory.changed();
    if (ofMaven.isPresent()) {
      return new PomChange.RequiresNewSession(ofMaven.get());
    }
    List<Pom> former = known == null ? Pom.of(session.getAllProjects()) : known;
    List<MavenProject> read = poms.read(session);
    List<Pom> current = Pom.of(read);
    Optional<String> beyond = PomComparison.ofPoms(former, current);
    if (beyond.isPresent()) {
      return new PomChange.RequiresNewSession(beyond.get());
    }
    Set<Path> changed = changed(former, current);
    if (changed.isEmpty()) {
      return new PomChange.None();
    }
    MavenSession next = next(former, read);
    for (MavenProject project : session.getProjects()) {
      MavenProject successor = of(next.getProjects(), PomReader.file(project));
      beyond =
          PomComparison.ofSteps(
              project.getArtifactId(), steps(session, project), steps(next, successor));
      if (beyond.isPresent()) {
        return new PomChange.RequiresNewSession(beyond.get());
      }
    }
    Map<MavenProject, AppSettings> nextSettings = new LinkedHashMap<>();
    for (MavenProject project : settings.keySet()) {
      MavenProject successor = of(next.getProjects(), PomReader.file(project));
      nextSettings.put(successor, settingsReader.settings(next, successor));
    }
    Reactor newer = reader.read(next, nextSettings);
    beyond = PomComparison.ofApps(reactor, newer);
    if (beyond.isPresent()) {
      return new PomChange.RequiresNewSession(beyond.get());
    }
    session = next;
    settings = nextSettings;
    reactor = newer;
    known = current;
    return new PomChange.Applicable(
        newer, newer.modules().stream().filter(it -> changed.contains(it.pom())).toList());
  }

  private static Set<Path> changed(List<Pom> former, List<Pom> current) {
    Map<Path, String> before = new HashMap<>();
    former.forEach(pom -> before.put(pom.file(), pom.effective()));
    Set<Path> changed = new HashSet<>();
    for (Pom pom : current) {
      if (!pom.effective().equals(before.get(pom.file()))) {
        changed.add(pom.file());
      }
    }
    return changed;
  }

  /** A session with the current projects. */
  private MavenSession next(List<Pom> former, List<MavenProject> read) throws BuildFailure {
    Map<MavenProject, MavenProject> predecessors = new IdentityHashMap<>();
    List<MavenProject> projects = new ArrayList<>();
    for (MavenProject predecessor : session.getProjects()) {
      Path pom = PomReader.file(predecessor);
      MavenProject project = of(read, pom);
      former.stream()
          .filter(each -> each.file().equals(pom))
          .forEach(each -> BuildAdditions.of(each, predecessor).applyTo(project));
      projects.add(project);
      predecessors.put(project, predecessor);
    }
    poms.resolve(session, projects, predecessors);
    MavenSession next = session.clone();
    next.setProjects(projects);
    return next;
  }

  private static MavenProject of(List<MavenProject> projects, Path pom) {
    return projects.stream()
        .filter(project -> PomReader.file(project).equals(pom))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(pom + " is not a POM of this build"));
  }

  private LifecycleSteps steps(MavenSession of, MavenProject project) {
    MavenSession own = of.clone();
    own.setCurrentProject(project);
    return LifecycleSteps.of(lifecycle, own);
  }

  @Override
  public void processResources(Module module) throws BuildFailure {
    MavenSession session = sessionOf(module);
    execute(session, LifecycleSteps.of(lifecycle, session).resources());
  }

  @Override
  public Optional<SortedMap<String, Path>> copies(Module module, Collection<Path> files) {
    if (session.getUserProperties().containsKey("maven.resources.skip")) {
      return Optional.empty();
    }
    return UnfilteredResources.of(project(module)).flatMap(resources -> resources.copies(files));
  }

  @Override
  public Set<String> resourceOutputs(Module module) throws IOException {
    Set<String> copies = new TreeSet<>();
    for (ResourceSelection selection : selections(module)) {
      copies.addAll(selection.copies());
    }
    return copies;
  }

  @Override
  public Set<String> resourceOutputs(Module module, Path resource) {
    Set<String> copies = new TreeSet<>();
    for (ResourceSelection selection : selections(module)) {
      if (resource.startsWith(selection.root())) {
        selection.copyOf(resource).ifPresent(copies::add);
      }
    }
    return copies;
  }

  private List<ResourceSelection> selections(Module module) {
    return project(module).getBuild().getResources().stream()
        .map(resource -> new ResourceSelection(resource, module.outputFolder()))
        .toList();
  }

  @Override
  public void processClasses(Module module) throws BuildFailure {
    MavenSession session = sessionOf(module);
    List<MojoExecution> all = LifecycleSteps.of(lifecycle, session).all();
    fork(
        session,
        own -> {
          execute(own, all);
          return module;
        });
  }

  @Override
  public Set<Path> inputs(Module module) {
    return inputs(sessionOf(module)).paths();
  }

  @Override
  public Set<Path> unread(Module module, Collection<Path> changed) {
    return inputs(sessionOf(module)).unread(changed);
  }

  private BuildInputs inputs(MavenSession session) {
    return BuildInputs.of(session, LifecycleSteps.of(lifecycle, session), existing);
  }

  @Override
  public Generated generate(Module module, Collection<Path> changed) throws BuildFailure {
    MavenSession session = sessionOf(module);
    Path output = module.outputFolder();
    Set<String> resources;
    try {
      resources = resourceOutputs(module);
    } catch (IOException e) {
      throw new BuildFailure("The resources of " + module.name() + " cannot be read", e);
    }
    Path aside =
        Path.of(session.getCurrentProject().getBuild().getDirectory(), "dev", "generated-before");
    Regeneration regeneration =
        new Regeneration(module.name(), inputs(session), output, resources, aside);
    return fork(
        session,
        own ->
            regeneration.run(
                changed, step -> execute(own, List.of(step.execution()), this.steps::generate)));
  }

  /** Like Maven before a goal: on a copy of the project, to which plugins add every time. */
  private <T> T fork(MavenSession session, Steps<T> steps) throws BuildFailure {
    MavenProject project = session.getCurrentProject();
    Pom before = Pom.of(project);
    MavenProject copy = project.clone();
    session.setCurrentProject(copy);
    T result;
    try {
      result = steps.run(session);
    } finally {
      session.setCurrentProject(project);
    }
    BuildAdditions.of(before, copy).applyTo(project);
    return result;
  }

  private interface Steps<T> {
    T run(MavenSession session) throws BuildFailure;
  }

  private MavenSession sessionOf(Module module) {
    MavenSession own = session.clone();
    own.setCurrentProject(project(module));
    return own;
  }

  private MavenProject project(Module module) {
    for (MavenProject project : session.getProjects()) {
      if (PomReader.file(project).equals(module.pom())) {
        return project;
      }
    }
    throw new IllegalArgumentException(module.name() + " is not a module of this build");
  }

  private interface Run {
    void perform(MavenSession session, MojoExecution step) throws BuildFailure;
  }

  private void execute(MavenSession session, List<MojoExecution> executions) throws BuildFailure {
    execute(session, executions, steps::run);
  }

  private void execute(MavenSession session, List<MojoExecution> executions, Run run)
      throws BuildFailure {
    MavenProject current = this.session.getCurrentProject();
    for (MojoExecution step : executions) {
      try {
        run.perform(session, step);
      } finally {
        this.session.setCurrentProject(current);
      }
    }
  }
}
