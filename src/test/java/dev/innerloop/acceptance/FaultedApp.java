package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * An app with replicas on the cluster, the session that works on it, and its users. Afterwards
 * every replica serves what is on disk.
 */
final class FaultedApp implements AutoCloseable {

  static final int REPLICAS = 2;

  /** The option of a session that takes over. */
  static final List<String> TAKEOVER = List.of("dev.takeover");

  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration SERVED = Duration.ofMinutes(1);

  /** An attempt to reach an app that has just ended may never be answered. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(2);

  private final Bench bench;
  private final SmallDisk disk;
  private final PartsProject project;
  private final GitRepository repository;
  private final Namespace namespace;
  private final KubernetesClient polls;
  private final ApiRelay relay;
  private final KnownAnswers known = new KnownAnswers();
  private final ConstantRequests requests = new ConstantRequests(known);
  private int replicas = REPLICAS;
  private MavenRun session;

  private FaultedApp(Bench bench, ProjectCopy copy, SmallDisk disk) {
    this.bench = bench;
    this.disk = disk;
    project = PartsProject.in(copy);
    repository = GitRepository.create(copy.folder());
    namespace = bench.namespace();
    polls = namespace.client(LONGEST_POLL);
    relay = bench.apiRelay();
    known.add(project.answer());
    session = run(List.of());
  }

  /** Starts the app and its session. */
  static FaultedApp start(Bench bench) {
    ProjectCopy copy = bench.emptyProject();
    SmallDisk disk = SmallDisk.mount(copy.folder());
    FaultedApp app = new FaultedApp(bench, copy, disk);
    try {
      app.ready();
      app.awaitServed();
      return app;
    } catch (Throwable e) {
      app.close();
      throw e;
    }
  }

  PartsProject project() {
    return project;
  }

  GitRepository repository() {
    return repository;
  }

  Namespace namespace() {
    return namespace;
  }

  ApiRelay relay() {
    return relay;
  }

  SmallDisk disk() {
    return disk;
  }

  ConstantRequests requests() {
    return requests;
  }

  MavenRun session() {
    return session;
  }

  List<Pod> pods() {
    return namespace.pods(PartsProject.APP);
  }

  /** Saves an edit of any kind, and returns it: with no space left on the disk, it failed. */
  PartsProject.Save edit(Random random) throws IOException {
    PartsProject.Save save = project.edit(random);
    known.add(project.answer());
    save.to(project.copy());
    return save;
  }

  /** Saves an edit of one kind, and returns its file. */
  String edit(PartsProject.Edit kind, Random random) throws IOException {
    PartsProject.Save save = project.edit(kind, random);
    known.add(project.answer());
    save.to(project.copy());
    return save.file();
  }

  /** The working tree is about to be what it was. */
  void checkOut(String commit, PartsProject.Snapshot snapshot) {
    project.isAgain(snapshot);
    known.add(project.answer());
    repository.checkOut(commit);
  }

  /** The session ends without a chance to say so. */
  void killSession() {
    requests.toNone();
    session.kill();
  }

  /** Its user types the command again. */
  void startSession(List<String> options) {
    session = run(options);
    ready();
  }

  /** Another session takes over; then the first one is ended. */
  void takeOver() {
    MavenRun first = session;
    session = run(TAKEOVER);
    ready();
    first.interrupt();
  }

  void scale(int to) {
    replicas = to;
    namespace.scale(PartsProject.APP, to);
  }

  int replicas() {
    return replicas;
  }

  /** Waits until each replica serves what is on disk, and the session's URL, too. */
  void awaitServed() {
    String answer = project.answer();
    Await.untilAsserted(
        SERVED,
        () -> {
          List<Pod> pods = pods();
          assertThat(pods).as("pods").hasSize(replicas);
          for (Pod pod : pods) {
            assertThat(namespace.get(polls, pod, "/"))
                .as(pod.getMetadata().getName())
                .isEqualTo(answer);
          }
        });
    known.live();
    Await.untilAsserted(SERVED, () -> assertThat(Http.get(url())).isEqualTo(answer));
  }

  /** What helps to understand a failure. */
  String report() {
    return session.tail() + "\n" + namespace.report();
  }

  private void ready() {
    session.events().awaitReady(READY);
    replicas = REPLICAS;
    requests.to(url());
  }

  private String url() {
    return session.events().awaitReady(SERVED).url();
  }

  private MavenRun run(List<String> options) {
    MavenCommand command =
        bench
            .onCluster(project.copy(), "dev:watch")
            .environment("KUBECONFIG", relay.kubeconfig().toString())
            .set("dev.delivery", Delivery.DIRECT.word())
            .set("dev.baseImage", "localhost:5000/jre:17")
            .set("dev.replicas", REPLICAS);
    options.forEach(option -> command.set(option, true));
    return bench.start(command);
  }

  @Override
  public void close() {
    requests.close();
    relay.line().good();
    session.close();
    polls.close();
    disk.close();
  }
}
