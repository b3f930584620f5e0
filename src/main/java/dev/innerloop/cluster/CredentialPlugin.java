package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.cluster.PluginCredential.ClientCertificate;
import dev.innerloop.io.BoundedLineReader;
import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.api.model.NamedContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program that the kubeconfig names for the credentials of a user, by the protocol of client-go's
 * credential plugins: it reads {@code KUBERNETES_EXEC_INFO} and prints an {@code ExecCredential}.
 */
final class CredentialPlugin {

  private static final String INFO = "KUBERNETES_EXEC_INFO";

  /** Long enough to log in with a browser. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final int LINES_SHOWN = 10;

  private final ExecConfig exec;
  private final NamedContext context;
  private final Optional<Map<String, Object>> cluster;
  private final Consumer<String> messages;

  private CredentialPlugin(
      ExecConfig exec,
      NamedContext context,
      Optional<Map<String, Object>> cluster,
      Consumer<String> messages) {
    this.exec = exec;
    this.context = context;
    this.cluster = cluster;
    this.messages = messages;
  }

  static CredentialPlugin of(NamedContext context, Cluster cluster, ExecConfig exec) {
    // As with kubectl: on standard error, plugins ask their users to log in.
    return of(context, cluster, exec, System.err::println);
  }

  static CredentialPlugin of(
      NamedContext context, Cluster cluster, ExecConfig exec, Consumer<String> messages) {
    return new CredentialPlugin(
        exec,
        context,
        Boolean.TRUE.equals(exec.getProvideClusterInfo())
            ? Optional.of(PluginClusterInfo.of(cluster))
            : Optional.empty(),
        messages);
  }

  /**
   * Runs it where it may ask the user.
   *
   * @throws Problem if it does not return credentials
   */
  PluginCredential runFirst() {
    if (exec.getCommand() == null || exec.getApiVersion() == null) {
      throw failure(" has no " + (exec.getCommand() == null ? "command." : "apiVersion."), null);
    }
    boolean terminal = System.console() != null;
    if ("Always".equals(exec.getInteractiveMode()) && !terminal) {
      throw failure(
          " needs a terminal (interactiveMode: Always), and standard input is none.", null);
    }
    return run(terminal && !"Never".equals(exec.getInteractiveMode()));
  }

  /**
   * Runs it without standard input, which the session may read by now.
   *
   * @throws Problem if it does not return credentials
   */
  PluginCredential run() {
    return run(false);
  }

  private PluginCredential run(boolean interactive) {
    Process process = start(interactive);
    try {
      StandardError errors = new StandardError(process.getErrorStream(), messages);
      CompletableFuture<String> output = new CompletableFuture<>();
      DaemonThreads.named("dev-credential-plugin", () -> read(process.getInputStream(), output))
          .start();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure(" has not finished within " + LIMIT.toMinutes() + " minutes.", null);
      }
      if (process.exitValue() != 0) {
        throw failure(" failed with exit code " + process.exitValue() + errors.ending(), null);
      }
      return credential(output.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(" was interrupted.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw failure(" closed its output too early: " + e.getMessage() + ".", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(boolean interactive) {
    List<String> command = new ArrayList<>(List.of(exec.getCommand()));
    command.addAll(exec.getArgs() == null ? List.of() : exec.getArgs());
    ProcessBuilder builder = new ProcessBuilder(command);
    for (ExecEnvVar variable : exec.getEnv() == null ? List.<ExecEnvVar>of() : exec.getEnv()) {
      builder
          .environment()
          .put(variable.getName(), variable.getValue() == null ? "" : variable.getValue());
    }
    builder.environment().put(INFO, ResourceFormat.serialization().asJson(info(interactive)));
    if (interactive) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      Process process = builder.start();
      if (!interactive) {
        process.getOutputStream().close();
      }
      return process;
    } catch (IOException e) {
      throw failure(" cannot be started: " + reason(e) + ".", e);
    }
  }

  private Map<String, Object> info(boolean interactive) {
    Map<String, Object> spec =
        cluster
            .<Map<String, Object>>map(info -> Map.of("cluster", info, "interactive", interactive))
            .orElse(Map.of("interactive", interactive));
    return Map.of("kind", "ExecCredential", "apiVersion", exec.getApiVersion(), "spec", spec);
  }

  private PluginCredential credential(String output) {
    Map<?, ?> status;
    try {
      Object parsed = ResourceFormat.serialization().unmarshal(output, Map.class);
      status =
          parsed instanceof Map<?, ?> all && all.get("status") instanceof Map<?, ?> s
              ? s
              : Map.of();
    } catch (RuntimeException e) {
      throw failure(" printed something else than an ExecCredential.", e);
    }
    Optional<String> token = text(status, "token");
    Optional<String> chain = text(status, "clientCertificateData");
    Optional<String> key = text(status, "clientKeyData");
    if (chain.isPresent() != key.isPresent()) {
      throw failure(" returned only one of client certificate and key.", null);
    }
    if (token.isEmpty() && chain.isEmpty()) {
      throw failure(" returned neither a token nor a client certificate.", null);
    }
    try {
      return new PluginCredential(
          token,
          chain.flatMap(pem -> key.map(of -> new ClientCertificate(pem, of))),
          text(status, "expirationTimestamp").map(time -> OffsetDateTime.parse(time).toInstant()));
    } catch (DateTimeException e) {
      throw failure(" returned an expiration that is not a time: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<String> text(Map<?, ?> status, String key) {
    return Optional.ofNullable(status.get(key)).map(Object::toString).filter(s -> !s.isEmpty());
  }

  private Problem failure(String what, @Nullable Throwable cause) {
    String hint = exec.getInstallHint() == null ? "" : exec.getInstallHint().strip() + "\n";
    return new Problem(
        "The credential plugin "
            + (exec.getCommand() == null ? "" : exec.getCommand() + " ")
            + "of user "
            + context.getContext().getUser()
            + " in the kubeconfig"
            + what,
        hint
            + "Fix the plugin or its login, then check it with: kubectl --context="
            + context.getName()
            + " auth whoami",
        cause);
  }

  /** The system's own reason; the rest of the message repeats command and directory. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int reason = message.lastIndexOf("error=");
    return reason < 0 ? message : message.substring(message.indexOf(", ", reason) + 2);
  }

  private static void read(InputStream in, CompletableFuture<String> whole) {
    try (in) {
      whole.complete(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      whole.completeExceptionally(e);
    }
  }

  /** Passes on what the plugin writes to standard error, and keeps the end of it. */
  private static final class StandardError {

    private final Thread reader;

    @GuardedBy("lines")
    private final Deque<String> lines = new ArrayDeque<>();

    StandardError(InputStream in, Consumer<String> messages) {
      reader = DaemonThreads.named("dev-credential-plugin-errors", () -> read(in, messages));
      reader.start();
    }

    private void read(InputStream in, Consumer<String> messages) {
      try (BoundedLineReader reading = new BoundedLineReader(in)) {
        for (String line = reading.readLine(); line != null; line = reading.readLine()) {
          messages.accept(line);
          synchronized (lines) {
            lines.add(line);
            if (lines.size() > LINES_SHOWN) {
              lines.remove();
            }
          }
        }
      } catch (IOException e) {
        messages.accept("(the rest cannot be read: " + e.getMessage() + ")");
      }
    }

    /** The end of a sentence. Does not wait for a child that keeps the output open. */
    String ending() throws InterruptedException {
      reader.join(TimeUnit.SECONDS.toMillis(2));
      synchronized (lines) {
        return lines.isEmpty()
            ? "."
            : lines.stream().collect(Collectors.joining("\n  ", ":\n  ", ""));
      }
    }
  }
}
