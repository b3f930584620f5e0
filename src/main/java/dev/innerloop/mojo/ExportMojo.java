package dev.innerloop.mojo;

import dev.innerloop.export.ExportFormat;
import dev.innerloop.export.ExportSettings;
import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.ExportApps;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Exports the app's resources for GitOps tools and pipelines, with the image that {@code dev:push}
 * pushed, pinned to its digest. An export contains nothing of dev mode, no namespace and no
 * secrets. Exporting again regenerates the generated files and keeps your own. Needs no cluster.
 */
@Mojo(
    name = "export",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ExportMojo extends AppMojo {

  /**
   * Directory for the export, with a subdirectory for each app, relative to the directory where
   * Maven runs: usually in a repository that a GitOps tool watches.
   */
  @Parameter(property = "dev.exportFolder", defaultValue = "deploy")
  private String exportFolder = "deploy";

  /**
   * Format of the export: {@code plain} writes one file per resource, {@code kustomize} a base with
   * an overlay for each environment, {@code helm} a chart with a values file for each environment.
   */
  @Parameter(property = "dev.exportFormat", defaultValue = "plain")
  private String exportFormat = "plain";

  /**
   * Environments, separated by commas, each with an overlay or values file as a starting point.
   * Later exports keep your changes to it.
   */
  @Parameter(property = "dev.environments")
  private @Nullable List<String> environments;

  /**
   * Type of the clusters: {@code kubernetes} or {@code openshift}. Required if the app has a host
   * but no gateway: OpenShift gets a Route, other clusters get an Ingress.
   */
  @Parameter(property = "dev.platform")
  private @Nullable String platform;

  @Inject
  ExportMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(List<GoalMojo> goals) {
    exports(goals).export();
  }

  /** The export of all apps, by this goal as each module configures it. */
  ExportApps exports(List<GoalMojo> goals) {
    Reactor reactor = reactor(goals);
    List<ExportApps.Task> tasks =
        reactor.apps().stream()
            .map(
                app -> {
                  ExportMojo goal = (ExportMojo) goalOf(app, goals);
                  return new ExportApps.Task(goal.request(app), goal.settings());
                })
            .toList();
    return new ExportApps(tasks, reactor.basedir(), commandForm(), logins(), console());
  }

  @Override
  void check(ParameterChecks checks) {
    super.check(checks);
    checks.check(this::format);
    checks.check(this::platform);
    checks.check(this::settings);
  }

  private ExportSettings settings() {
    return new ExportSettings(
        Path.of(exportFolder),
        format(),
        environments == null ? List.of() : environments,
        platform());
  }

  private ExportFormat format() {
    return ParameterParser.oneOf("dev.exportFormat", exportFormat, ExportFormat.class);
  }

  private Optional<ExportSettings.Platform> platform() {
    return Optional.ofNullable(platform)
        .map(it -> ParameterParser.oneOf("dev.platform", it, ExportSettings.Platform.class));
  }
}
