package dev.innerloop.session;

import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** An app whose target is made up by a test: replicas appear and disappear as it wants. */
final class FakeDeployedApp implements DeployedApp, ReplicaSource {

  final BlockingQueue<AppRequest> redeployed = new LinkedBlockingQueue<>();
  final List<SessionSettings.OnExit> ended = new ArrayList<>();
  boolean isClosed;
  boolean rollsOut;
  Launch launch = Launch.of("Main", List.of("classes"));

  /** What the next redeployment comes to. */
  Optional<Change> change = Optional.empty();

  /** Why redeployments are refused; null if they are not. */
  Problem refusal;

  /** The port for when the present one is taken; null if there is no other. */
  Integer otherPort;

  /** Ends the rollout that is followed. */
  Consumer<Optional<Problem>> rolledOut = problem -> {};

  private final Set<Replica> replicas = new LinkedHashSet<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final SessionKey key = SessionKey.random();

  void appear(Replica replica) {
    replicas.add(replica);
    listeners.forEach(listener -> listener.appeared(replica));
  }

  void disappear(Replica replica) {
    replicas.remove(replica);
    listeners.forEach(listener -> listener.disappeared(replica));
  }

  @Override
  public Closeable watch(Listener listener) {
    replicas.forEach(listener::appeared);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public ReplicaSource replicas() {
    return this;
  }

  @Override
  public SessionKey key() {
    return key;
  }

  @Override
  public Launch launch(AppRequest request) {
    return launch;
  }

  @Override
  public boolean changePort() {
    if (otherPort == null) {
      return false;
    }
    launch = launch.withPort(otherPort).withJvmOptions(List.of("-Dport=" + otherPort));
    otherPort = null;
    return true;
  }

  @Override
  public boolean rollsOut() {
    return rollsOut;
  }

  @Override
  public void follow(Consumer<Optional<Problem>> ended) {
    rolledOut = ended;
  }

  @Override
  public Optional<Change> redeploy(AppRequest request, Consumer<Optional<Problem>> ended) {
    redeployed.add(request);
    if (refusal != null) {
      throw refusal;
    }
    rolledOut = ended;
    return change;
  }

  @Override
  public Ending end(SessionSettings.OnExit onExit, boolean isDebugged) {
    ended.add(onExit);
    return new Ending("the app keeps running", List.of("to return:  mvn dev:watch"));
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
