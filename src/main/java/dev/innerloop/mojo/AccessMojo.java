package dev.innerloop.mojo;

import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.ShowAccess;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Shows the minimal permissions that these apps and their backing services need in the namespace,
 * as a Role for the cluster's administrator, and which of them you lack. Also writes the Role to
 * {@code target/dev/access.yaml}. Changes nothing on the cluster.
 */
@Mojo(
    name = "access",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class AccessMojo extends AppMojo {

  @Inject
  AccessMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(List<GoalMojo> goals) {
    List<AppRequest> apps =
        reactor(goals).apps().stream().map(app -> goalOf(app, goals).request(app)).toList();
    Path file =
        Path.of(session().getTopLevelProject().getBuild().getDirectory(), "dev", "access.yaml");
    new ShowAccess(apps, target(TargetSettings.Kind.CLUSTER), commandForm(), file, console())
        .show();
  }
}
