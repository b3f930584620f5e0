package dev.innerloop.mojo;

import dev.innerloop.project.AppName;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.AppSelection;
import java.util.List;

/** A goal for apps that are already deployed. */
abstract class DeployedAppsMojo extends GoalMojo {

  abstract void perform(AppSelection apps);

  @Override
  final void perform(List<GoalMojo> goals) {
    List<String> names =
        goals.stream()
            .map(
                goal ->
                    goal.name() == null ? AppName.of(goal.project().getArtifactId()) : goal.name())
            .toList();
    perform(new AppSelection(names, target(TargetSettings.Kind.CLUSTER), commandForm()));
  }
}
