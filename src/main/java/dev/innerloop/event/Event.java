package dev.innerloop.event;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that happened while a goal was performed, in the terms of its user. */
public sealed interface Event {

  /**
   * The session knows where it works.
   *
   * @param target {@code cluster} or {@code local}
   * @param context of the kubeconfig; empty locally
   * @param namespace empty locally
   * @param reason why this target, if the user did not choose it
   */
  record SessionStarted(
      String target, String context, String namespace, List<String> apps, String reason)
      implements Event {
    public SessionStarted {
      apps = List.copyOf(apps);
    }
  }

  /**
   * @param next commands that can follow; may be empty
   */
  record SessionEnded(String message, List<String> next) implements Event {
    public SessionEnded {
      next = List.copyOf(next);
    }
  }

  /** A longer operation is in progress. */
  record Progress(String app, String message) implements Event {}

  /** Something that the user needs to know once. */
  record Notice(Level level, String message) implements Event {

    public Notice(String message) {
      this(Level.INFO, message);
    }

    public static Notice warning(String message) {
      return new Notice(Level.WARNING, message);
    }

    public static Notice error(String message) {
      return new Notice(Level.ERROR, message);
    }

    /** A problem that does not end the goal. */
    public static Notice of(Problem problem) {
      return error(problem.getMessage() + "\n" + problem.remedy());
    }
  }

  record NamespaceCreated(String namespace) implements Event {}

  /**
   * @param delivery {@code image} or {@code direct}
   * @param reason where images go, or why there is none
   */
  record DeliveryChosen(String app, String delivery, String reason) implements Event {}

  record ImageReady(String app, String reference, String digest, boolean unchanged)
      implements Event {}

  record Applied(String app, List<Resource> resources) implements Event {
    public Applied {
      resources = List.copyOf(resources);
    }

    /**
     * @param change {@code created}, {@code changed}, {@code unchanged}, {@code recreated} or
     *     {@code pruned}
     */
    public record Resource(String kind, String name, String change) {}
  }

  /**
   * What applying would change of a resource.
   *
   * @param change {@code created}, {@code changed}, {@code removed} or {@code unchanged}
   * @param lines of a unified diff, without values of Secrets; empty if nothing changes
   */
  record Difference(String app, String kind, String name, String change, List<String> lines)
      implements Event {
    public Difference {
      lines = List.copyOf(lines);
    }
  }

  record RolloutProgress(String app, int ready, int desired, String message) implements Event {}

  /**
   * Why a rollout does not proceed.
   *
   * @param certain whether it has failed; else it may still succeed
   * @param cause for programs, such as {@code image-pull}
   * @param what happened, for people
   * @param why the cluster's own message
   * @param where the message was read
   * @param remedy what to do
   * @param log the container's last lines; empty if they are not relevant
   */
  record Diagnosed(
      String app,
      boolean certain,
      String cause,
      String what,
      String why,
      String where,
      String remedy,
      List<String> log)
      implements Event {
    public Diagnosed {
      log = List.copyOf(log);
    }
  }

  /**
   * @param url of the app on this machine; empty if it listens on no port
   * @param millis since the goal started
   */
  record Ready(String app, Optional<String> url, long millis) implements Event {}

  /** The state of a replica has changed. */
  record ReplicaChanged(String app, String replica, State state, String message) implements Event {

    /** What has become of the replica. */
    public enum State {
      /** The session works on it. */
      ATTACHED,
      /** Another session works on it. */
      CLAIMED,
      /** The connection broke or cannot be made; it is tried again. */
      LOST,
      /** The app takes long to start: it is waited for. */
      STARTING,
      /** It serves the newest revision. */
      SERVING,
      /** The app exited by itself, with an error. */
      CRASHED,
      /** The app exited by itself, with exit code 0. */
      EXITED,
      /** An update failed, or the app does not answer. */
      FAILED,
      /** An update is deferred until you restart the app. */
      DEFERRED
    }

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

    /**
     * Another session works on it.
     *
     * @param takeover the command that takes over the app
     */
    public static ReplicaChanged claimed(
        String app, String replica, String holder, Instant since, String takeover) {
      return new ReplicaChanged(
          app,
          replica,
          State.CLAIMED,
          holder + " works on it since " + TIME.format(since) + "; to take it over: " + takeover);
    }
  }

  /**
   * Where a debugger may attach.
   *
   * @param port of this machine
   * @param waiting whether the replica's JVM waits for a debugger before it runs the app
   */
  record DebugPort(String app, String replica, int port, boolean waiting) implements Event {}

  /**
   * Content is being sent.
   *
   * @param sent bytes so far
   * @param total bytes of this delivery
   * @param millis since the first of them
   */
  record Transferring(String app, String replica, long sent, long total, long millis)
      implements Event {}

  /** A line that a replica wrote. */
  record Output(String app, String replica, String line) implements Event {}

  record Compiled(int files, long millis) implements Event {}

  /**
   * With {@code dev.trigger=manual}: changes are deferred until a line on standard input.
   *
   * @param changes saved since the last update
   */
  record ChangesPending(int changes) implements Event {}

  record CompilationFailed(List<Diagnostic> diagnostics, long millis) implements Event {
    public CompilationFailed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * One update, when every live replica serves it.
   *
   * @param revision counts the updates of a session, the first delivery included
   * @param files what changed, as workspace paths
   * @param strategy the reload strategy; if replicas differ, the most expensive
   * @param reason why that strategy
   * @param millis the length of each phase
   */
  record Update(
      String app,
      long revision,
      List<String> files,
      String strategy,
      String reason,
      SortedMap<String, Long> millis,
      List<ReplicaUpdate> replicas)
      implements Event {
    public Update {
      files = List.copyOf(files);
      millis = Collections.unmodifiableSortedMap(new TreeMap<>(millis));
      replicas = List.copyOf(replicas);
    }

    /**
     * @param digest of the inventory that the replica confirmed
     */
    public record ReplicaUpdate(
        String replica, String strategy, String reason, String digest, long millis) {}
  }

  /**
   * A check of something that could stop a run.
   *
   * @param app that it is about; empty if it is about all
   * @param check its name, such as {@code rights}
   * @param state {@code ok}, {@code warning}, {@code problem} or {@code not checked}
   * @param message what was found, for people
   * @param remedy what to do about it; empty if there is nothing to do
   */
  record Checked(String app, String check, String state, String message, String remedy)
      implements Event {}

  /** All checks are complete; how many have which result. */
  record ChecksCompleted(int ok, int warnings, int problems, int unchecked) implements Event {}

  /** The goal failed. */
  record Failed(String message, String remedy) implements Event {}
}
