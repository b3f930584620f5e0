package dev.innerloop.replica.session;

import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaEventHandler;
import java.util.ArrayList;
import java.util.List;

/** Writes down all events, a line each. */
final class EventLog implements ReplicaEventHandler {

  final List<String> lines = new ArrayList<>();
  final List<String> statuses = new ArrayList<>();

  @Override
  public void attached(ReplicaEvent.Attached event) {
    lines.add("attached");
  }

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {
    lines.add("claimed by " + event.holder());
  }

  @Override
  public void rejected(ReplicaEvent.Rejected event) {
    lines.add("rejected: " + event.reason());
  }

  @Override
  public void lost(ReplicaEvent.Lost event) {
    lines.add("lost: " + event.reason());
  }

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {
    statuses.add(event.status().word());
  }

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {
    lines.add("disappeared");
  }

  @Override
  public void applying(ReplicaEvent.Applying event) throws InterruptedException {
    lines.add("applying " + event.revision() + " " + event.strategy());
  }

  @Override
  public void transferring(ReplicaEvent.Transferring event) {
    lines.add("transferring " + event.sent() + " of " + event.total());
  }

  @Override
  public void starting(ReplicaEvent.Starting event) {
    lines.add("starting");
  }

  @Override
  public void waiting(ReplicaEvent.Waiting event) {
    lines.add("waiting " + event.revision() + ": " + event.obstacle());
  }

  @Override
  public void served(ReplicaEvent.Served event) {
    lines.add("served " + event.revision() + " " + event.strategy() + ": " + event.reason());
  }

  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    lines.add("crashed " + event.revision() + ": " + event.exitCode());
  }

  @Override
  public void notReady(ReplicaEvent.NotReady event) {
    lines.add("not ready " + event.revision());
  }

  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    lines.add("needs restart " + event.revision() + ": " + event.reason());
  }

  @Override
  public void failed(ReplicaEvent.Failed event) {
    lines.add("failed " + event.revision() + ": " + event.reason());
  }
}
