package dev.innerloop.replica.session;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.Revision;
import dev.innerloop.wire.AppExit;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.State;
import org.jspecify.annotations.Nullable;

/** What a connected replica holds and runs, as far as its supervisor has said. */
final class ActualState {

  /** The first level of the protocol at which a supervisor defines classes in an existing nest. */
  private static final int LEVEL_OF_ADDED_CLASSES = 2;

  private final int level;
  private Inventory inventory;
  private @Nullable Launch launch;
  private AppState app;
  private int exitCode;
  private boolean acceptsAddedMethods;

  ActualState(SupervisorConnection.Greeting.Welcome welcome) {
    this.level = welcome.level();
    this.inventory = welcome.inventory();
    this.launch = welcome.launch();
    this.app = welcome.state().app();
    this.exitCode = welcome.state().exitCode();
  }

  void update(State state) {
    app = state.app();
    exitCode = state.exitCode();
    acceptsAddedMethods = state.acceptsAddedMethods();
  }

  void committed(Revision revision) {
    inventory = revision.inventory();
    launch = revision.launch();
  }

  boolean holds(Revision revision) {
    return inventory.equals(revision.inventory()) && revision.launch().equals(launch);
  }

  Inventory inventory() {
    return inventory;
  }

  @Nullable Launch launch() {
    return launch;
  }

  AppState app() {
    return app;
  }

  int exitCode() {
    return exitCode;
  }

  /** Whether the app's JVM redefines classes with added private methods. */
  boolean acceptsAddedMethods() {
    return acceptsAddedMethods;
  }

  /** Whether it was not the app that failed, but its process that was killed. */
  boolean isKilled() {
    return app == AppState.EXITED && exitCode == AppExit.KILLED;
  }

  /** Whether classes that are added to the nest of a loaded class can be defined there. */
  boolean definesClasses() {
    return level >= LEVEL_OF_ADDED_CLASSES;
  }

  boolean isRunning() {
    return app == AppState.STARTING || app == AppState.SERVING;
  }
}
