package dev.innerloop.mojo;

import dev.innerloop.project.AppName;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.Inspect;
import java.util.List;
import java.util.Map;
import org.apache.maven.project.MavenProject;

/**
 * A goal for apps that are already deployed.
 *
 * @param <G> the goal itself
 */
abstract class InspectMojo<G extends InspectMojo<G>> extends GoalMojo<G> {

  abstract void ask(Inspect apps);

  @Override
  final void perform(Map<MavenProject, G> goals) {
    List<String> names =
        goals.entrySet().stream()
            .map(
                module ->
                    module.getValue().name() == null
                        ? AppName.of(module.getKey().getArtifactId())
                        : module.getValue().name())
            .toList();
    ask(new Inspect(names, target(TargetSettings.Kind.CLUSTER), commandForm(), console()));
  }
}
