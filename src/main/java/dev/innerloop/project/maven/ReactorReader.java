package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.AppName;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.ClassPathEntry.Output;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.project.Packaging;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.SourcedValue;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.project.framework.AppDependencies;
import dev.innerloop.project.framework.AppFiles;
import dev.innerloop.project.framework.EndpointsReader;
import dev.innerloop.project.metadata.Licenses;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.project.MavenProject;

/** Reads the projects of a Maven invocation into the project model. */
@Named
public final class ReactorReader {

  private static final Set<String> COMPILE_SCOPES =
      Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_PROVIDED, Artifact.SCOPE_SYSTEM);

  private final LifecycleExecutor lifecycle;
  private final BuildPluginManager plugins;
  private final MavenPluginManager goals;
  private final CompilerSettingsReader compilers;
  private final PomReader poms;

  @Inject
  ReactorReader(
      LifecycleExecutor lifecycle,
      BuildPluginManager plugins,
      MavenPluginManager goals,
      ProcessorPathResolver processorPaths,
      PomReader poms) {
    this.poms = poms;
    this.lifecycle = lifecycle;
    this.plugins = plugins;
    this.goals = goals;
    this.compilers =
        new CompilerSettingsReader(
            processorPaths, ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /**
   * The session's projects while they change; use it only on the thread of the goal.
   *
   * @param settings with which the reactor was read
   * @param settingsReader reads the settings after POMs have changed
   */
  public LiveProject live(
      MavenSession session,
      Map<MavenProject, AppSettings> settings,
      LiveProject.SettingsReader settingsReader,
      Reactor reactor) {
    return new LiveProject(
        session, settings, settingsReader, reactor, lifecycle, plugins, this, poms);
  }

  /** The licenses of the dependencies of the session's projects. */
  public Licenses licenses(MavenSession session) {
    return poms.licenses(session);
  }

  /** Reads the configuration of goals after POMs have changed. */
  public GoalReader goals() {
    return new GoalReader(lifecycle, plugins, goals);
  }

  /**
   * Reads modules and apps.
   *
   * @param settings for the projects whose dependencies are resolved and classes built; other
   *     projects of the session are ignored
   */
  public Reactor read(MavenSession session, Map<MavenProject, AppSettings> settings) {
    Map<String, Module> modules = new LinkedHashMap<>();
    Map<MavenProject, Module> byProject = new LinkedHashMap<>();
    for (MavenProject project : session.getProjects()) {
      if (settings.containsKey(project) && !project.getPackaging().equals("pom")) {
        Module module = module(session, project, modules);
        modules.put(module.coordinates().toString(), module);
        byProject.put(project, module);
      }
    }
    Set<Module> libraries = new LinkedHashSet<>();
    RuntimeClassPath classPaths =
        new RuntimeClassPath(modules, new PackagingGoal(lifecycle, plugins, goals));
    byProject.forEach(
        (project, module) ->
            classPaths.ofRuntimeScope(project, module).stream()
                .skip(1)
                .forEach(entry -> addModule(libraries, entry)));

    List<App> apps = new ArrayList<>();
    byProject.forEach(
        (project, module) -> {
          AppSettings own = settings.getOrDefault(project, AppSettings.NONE);
          packaging(project, module, own, libraries.contains(module))
              .ifPresent(it -> apps.add(app(session, project, module, own, it, classPaths)));
        });
    return new Reactor(
        Path.of(session.getExecutionRootDirectory()), List.copyOf(modules.values()), apps);
  }

  private Module module(
      MavenSession session, MavenProject project, Map<String, Module> modulesBefore) {
    MavenSession own = session.clone();
    own.setCurrentProject(project);
    MavenProject current = session.getCurrentProject();
    LifecycleSteps steps = LifecycleSteps.of(lifecycle, own);
    try {
      return new Module(
          coordinates(project),
          project.getBasedir().toPath(),
          PomReader.file(project),
          project.getCompileSourceRoots().stream().map(root -> in(project, root)).toList(),
          project.getResources().stream()
              .map(resource -> in(project, resource.getDirectory()))
              .distinct()
              .toList(),
          Path.of(project.getBuild().getOutputDirectory()),
          CompilerSettingsReader.generatedSources(own, steps),
          compileClassPath(project, modulesBefore),
          compilers.read(own, steps));
    } finally {
      session.setCurrentProject(current);
    }
  }

  private static Path in(MavenProject project, String directory) {
    return project.getBasedir().toPath().resolve(directory).normalize();
  }

  private static List<Path> compileClassPath(
      MavenProject project, Map<String, Module> modulesBefore) {
    List<Path> entries = new ArrayList<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (COMPILE_SCOPES.contains(artifact.getScope())
          && artifact.getArtifactHandler().isAddedToClasspath()) {
        Module module =
            artifact.hasClassifier()
                ? null
                : modulesBefore.get(
                    new Coordinates(
                            artifact.getGroupId(),
                            artifact.getArtifactId(),
                            artifact.getBaseVersion())
                        .toString());
        File file = artifact.getFile();
        entries.add(module == null ? file.toPath() : module.outputFolder());
      }
    }
    return entries;
  }

  private static void addModule(Set<Module> libraries, ClassPathEntry entry) {
    if (entry instanceof Output output) {
      libraries.add(output.module());
    }
  }

  private static Optional<Packaging> packaging(
      MavenProject project, Module module, AppSettings settings, boolean library) {
    PackagingReader packagings = new PackagingReader(project, libraries(project).framework());
    Optional<Packaging> packaging =
        library ? Optional.empty() : packagings.withoutMainClass(settings);
    return packaging.isPresent()
        ? packaging
        : mainClass(project, module, settings, library)
            .map(main -> packagings.of(settings.form(), main));
  }

  private static Optional<String> mainClass(
      MavenProject project, Module module, AppSettings settings, boolean library) {
    Optional<String> configured =
        Optional.ofNullable(settings.mainClass()).or(start(project)::mainClass);
    if (configured.isPresent()) {
      return configured;
    }
    List<String> candidates = MainClasses.scan(module.outputFolder());
    if (candidates.size() <= 1) {
      return library ? Optional.empty() : candidates.stream().findFirst();
    }
    if (library) {
      return Optional.empty();
    }
    throw new Problem(
        "Several classes of "
            + module.name()
            + " have a main method:\n  "
            + String.join("\n  ", candidates),
        "Select one: -Ddev.mainClass=" + candidates.get(0));
  }

  private static StartConfiguration start(MavenProject project) {
    return new StartConfiguration(project, ClassPathSearch.of(project)::contains);
  }

  private static App app(
      MavenSession session,
      MavenProject project,
      Module module,
      AppSettings settings,
      Packaging packaging,
      RuntimeClassPath classPaths) {
    AppDependencies libraries = libraries(project);
    Framework framework = libraries.framework();
    List<ClassPathEntry> classPath =
        packaging instanceof Packaging.War
            ? classPaths.ofRuntimeScope(project, module)
            : classPaths.of(session, project, module, framework);
    List<String> arguments =
        WorkingPath.relative(
            module.basedir(),
            Optional.ofNullable(settings.arguments())
                .or(() -> packaging.mainClass().map(start(project)::arguments))
                .orElse(List.of()));
    List<String> words = new ArrayList<>(arguments);
    words.addAll(settings.jvmOptions());
    List<Module> modules = new ArrayList<>();
    for (ClassPathEntry entry : classPath) {
      if (entry instanceof Output output) {
        modules.add(output.module());
      }
    }
    return new App(
        name(project, settings),
        coordinates(project),
        ProjectInfoReader.read(project),
        packaging,
        modules,
        classPath,
        JavaRelease.of(project, module),
        framework,
        EndpointsReader.read(
            new AppFiles(
                module.outputFolder(),
                module.resourceRoots(),
                module.basedir(),
                project.getArtifacts().stream()
                    .map(Artifact::getFile)
                    .filter(Objects::nonNull)
                    .map(File::toPath)
                    .toList()),
            libraries,
            settings.environment(),
            Optional.ofNullable(settings.port())
                .map(port -> new SourcedValue<>(port, Endpoints.PARAMETER))),
        arguments,
        start(project).packageAccess(),
        WorkingPathReader.of(
            project,
            framework,
            words,
            new PackagingReader(project, framework).pagesOfExecutableWar(packaging)));
  }

  private static AppDependencies libraries(MavenProject project) {
    return new AppDependencies(
        project.getArtifacts().stream().map(Artifact::getGroupId).collect(Collectors.toSet()),
        project.getArtifacts().stream()
            .collect(
                Collectors.toMap(
                    Artifact::getArtifactId, Artifact::getVersion, (first, second) -> first)));
  }

  private static String name(MavenProject project, AppSettings settings) {
    String configured = settings.name();
    if (configured == null) {
      return AppName.of(project.getArtifactId());
    }
    if (!AppName.isValid(configured)) {
      throw new Problem(
          "dev.name is not a valid name: " + configured,
          "Use at most 53 lower-case letters, digits and hyphens, starting with a letter:"
              + " -Ddev.name="
              + AppName.of(configured));
    }
    return configured;
  }

  private static Coordinates coordinates(MavenProject project) {
    return new Coordinates(project.getGroupId(), project.getArtifactId(), project.getVersion());
  }
}
