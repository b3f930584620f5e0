package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test works with: projects, Maven runs, a namespace. They last as long as the test's
 * instance and are then taken away. A failure prints what Maven and the pods wrote. Where tests are
 * steps on one instance, those after a failed one are skipped.
 */
final class Bench
    implements ExecutionCondition, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<MavenRun> runs = new ArrayList<>();
  private Namespace namespace;
  private boolean failed;

  Bench() {
    try {
      Path parent = Files.createDirectories(Path.of("target/acceptance").toAbsolutePath());
      folder = Files.createTempDirectory(parent, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProjectCopy copy(Example example) {
    return copy(example.original());
  }

  ProjectCopy copy(Path original) {
    return ProjectCopy.of(original, folder.resolve("project"));
  }

  /** A project of these files, text by path. */
  ProjectCopy project(Map<String, String> files) {
    ProjectCopy project = ProjectCopy.in(folder.resolve("project"));
    files.forEach(project::save);
    return project;
  }

  /** A project without files yet. */
  ProjectCopy emptyProject() {
    return ProjectCopy.in(folder.resolve("project"));
  }

  /** A namespace that does not exist yet. */
  Namespace namespace() {
    if (namespace == null) {
      namespace = new Namespace("it-" + UUID.randomUUID().toString().substring(0, 8));
      open.push(namespace);
    }
    return namespace;
  }

  /** The API server of our node, to be cut off from one session. */
  ApiRelay apiRelay() {
    ApiRelay relay = ApiRelay.start(Node.kubeconfig(), folder.resolve("kubeconfig"));
    open.push(relay);
    return relay;
  }

  /** Maven in a project, for our cluster and namespace. */
  MavenCommand onCluster(ProjectCopy project, String... goals) {
    return maven(project, goals)
        .environment("KUBECONFIG", Node.kubeconfig().toString())
        .set("dev.namespace", namespace().name());
  }

  /** Maven in a project, for a user who has no cluster. */
  MavenCommand maven(ProjectCopy project, String... goals) {
    return new MavenCommand(project.folder(), folder, goals).environment("HOME", home().toString());
  }

  /** Starts it; it is killed at the end if it still runs. */
  MavenRun start(MavenCommand command) {
    MavenRun run = command.start();
    runs.add(run);
    open.push(run);
    return run;
  }

  /** A home without any kubeconfig. */
  Path home() {
    try {
      return Files.createDirectories(folder.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return failed
        ? ConditionEvaluationResult.disabled("a step before it failed")
        : ConditionEvaluationResult.enabled("");
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> report(context.getDisplayName(), failure));
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (!isPerClass(context)) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close();
  }

  private static boolean isPerClass(ExtensionContext context) {
    return context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS;
  }

  private void report(String test, Throwable failure) {
    failed = true;
    System.out.println("=== " + test + " failed: " + failure.getMessage());
    runs.forEach(run -> System.out.println(run.tail()));
    if (namespace != null) {
      System.out.println(namespace.report());
    }
  }

  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
