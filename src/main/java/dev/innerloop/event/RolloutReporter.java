package dev.innerloop.event;

import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.rollout.RolloutListener;
import dev.innerloop.cluster.rollout.RolloutProgress;
import java.util.function.Consumer;

/** Reports the progress of a rollout. */
public record RolloutReporter(String app, Consumer<Event> events) implements RolloutListener {

  @Override
  public void progressed(RolloutProgress progress) {
    events.accept(
        new Event.RolloutProgress(
            app,
            progress.ready(),
            progress.wanted(),
            progress.workload().equals(app)
                ? progress.message()
                : progress.workload() + ": " + progress.message()));
  }

  @Override
  public void hindered(Diagnosis diagnosis) {
    events.accept(diagnosed(diagnosis, false));
  }

  @Override
  public void failed(Diagnosis diagnosis) {
    events.accept(diagnosed(diagnosis, true));
  }

  @Override
  public void noted(String text) {
    events.accept(new Event.Notice(text));
  }

  private Event.Diagnosed diagnosed(Diagnosis diagnosis, boolean certain) {
    return new Event.Diagnosed(
        app,
        certain,
        diagnosis.cause().word(),
        diagnosis.what(),
        diagnosis.why(),
        diagnosis.where().toString(),
        diagnosis.remedy(),
        diagnosis.log());
  }
}
