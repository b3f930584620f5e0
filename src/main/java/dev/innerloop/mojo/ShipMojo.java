package dev.innerloop.mojo;

import dev.innerloop.loop.AppRequest;
import dev.innerloop.loop.Ship;
import dev.innerloop.loop.TargetSettings;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.ui.Console;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * A goal that is one step of shipping.
 *
 * @param <G> the goal itself
 */
abstract class ShipMojo<G extends ShipMojo<G>> extends AppMojo<G> {

  ShipMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  abstract void ship(Ship apps) throws InterruptedException;

  @Override
  final void perform(Map<MavenProject, G> goals) throws MojoExecutionException {
    List<AppRequest> requests =
        reactor(goals).apps().stream().map(app -> goalOf(app, goals).request(app)).toList();
    try {
      ship(
          new Ship(
              requests,
              target(TargetSettings.Kind.CLUSTER),
              commandForm(),
              logins(),
              new Console(new MavenLines(getLog()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }
}
