package dev.innerloop.mojo;

import dev.innerloop.export.ExportSettings;
import dev.innerloop.export.Format;
import dev.innerloop.loop.HandOver;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.maven.ReactorReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what GitOps tools and pipelines deploy the app from, with the image that {@code dev:push}
 * pushed, bound to its digest. Nothing of dev mode, of a namespace, and no secret is in it. An
 * export renews what an earlier one wrote, and leaves alone what you did. Needs no cluster.
 */
@Mojo(
    name = "export",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ExportMojo extends AppMojo<ExportMojo> {

  /**
   * The folder that gets a folder for each app, relative to where Maven is called: usually in a
   * repository that a GitOps tool watches.
   */
  @Parameter(property = "dev.exportFolder", defaultValue = "deploy")
  private String exportFolder = "deploy";

  /**
   * What is written: {@code plain} a file for each resource, {@code kustomize} a base with an
   * overlay for each environment, {@code helm} a chart with a file of values for each environment.
   */
  @Parameter(property = "dev.exportFormat", defaultValue = "plain")
  private String exportFormat = "plain";

  /**
   * The environments, separated by commas, that get an overlay or a file of values to go on from:
   * once you have changed it, it is yours.
   */
  @Parameter(property = "dev.environments")
  private @Nullable List<String> environments;

  /**
   * What the clusters are: {@code kubernetes} or {@code openshift}. Needed if the app has a host
   * without a gateway: on OpenShift a Route leads to it, elsewhere an Ingress.
   */
  @Parameter(property = "dev.platform")
  private @Nullable String platform;

  @Inject
  ExportMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  ExportMojo self() {
    return this;
  }

  @Override
  void perform(Map<MavenProject, ExportMojo> goals) {
    Reactor reactor = reactor(goals);
    List<HandOver.Task> tasks =
        reactor.apps().stream()
            .map(
                app ->
                    new HandOver.Task(
                        goalOf(app, goals).request(app), goalOf(app, goals).settings()))
            .toList();
    new HandOver(tasks, reactor.basedir(), commandForm(), logins(), console()).export();
  }

  private ExportSettings settings() {
    return new ExportSettings(
        Path.of(exportFolder),
        Choices.oneOf("dev.exportFormat", exportFormat, Format.class),
        environments == null ? List.of() : environments,
        Optional.ofNullable(platform)
            .map(it -> Choices.oneOf("dev.platform", it, ExportSettings.Platform.class)));
  }
}
