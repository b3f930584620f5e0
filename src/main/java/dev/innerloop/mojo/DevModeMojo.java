package dev.innerloop.mojo;

import dev.innerloop.loop.request.DebugSettings;
import dev.innerloop.loop.request.ForwardSettings;
import dev.innerloop.loop.request.PortForward;
import dev.innerloop.loop.request.SessionSettings;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.wire.ReloadMode;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * A goal about dev mode: what users say of a session.
 *
 * @param <G> the goal itself
 */
abstract class DevModeMojo<G extends DevModeMojo<G>> extends AppMojo<G> {

  /**
   * Where the app runs: {@code cluster} is that of the kubeconfig, {@code local} is this machine,
   * {@code auto} is the cluster, or this machine if there is no kubeconfig at all.
   */
  @Parameter(property = "dev.target", defaultValue = "auto")
  private String target;

  /**
   * The port of this machine at which the app is reached; an error if it is taken. Without it: the
   * app's own, else the next free one.
   */
  @Parameter(property = "dev.localPort")
  private @Nullable String localPort;

  /**
   * How long a request to the forwarded port waits, at most, for the update that is under way; then
   * a page says what it waited for.
   */
  @Parameter(property = "dev.hold", defaultValue = "30s")
  private String hold;

  /** Reloads pages in the browser once an update is served, by a script added to HTML documents. */
  @Parameter(property = "dev.browserReload", defaultValue = "false")
  private boolean browserReload;

  /**
   * More ports to reach on this machine, for example {@code db:5432,otherapp:8080,9090}: of
   * Services in the namespace, and of the app. Each gets the same local port or the next free one,
   * or the one that is said before it, as in {@code 15432:db:5432}. These connections do not wait
   * for updates.
   */
  @Parameter(property = "dev.forward")
  private @Nullable String forward;

  /** Takes the app from the session that works on it. */
  @Parameter(property = "dev.takeover", defaultValue = "false")
  private boolean takeover;

  /**
   * What becomes of an app on a cluster at Ctrl-C: {@code keep} leaves it running in dev mode,
   * {@code stop} leaves dev mode, {@code delete} removes it.
   */
  @Parameter(property = "dev.onExit", defaultValue = "keep")
  private String onExit;

  /**
   * How updates may take effect. {@code auto} takes the cheapest way that has the effect of a fresh
   * start; {@code redefine} holds what needs a restart, until you press r and Enter; {@code
   * restart} restarts the app, inside its JVM if it can, and never redefines classes; {@code jvm}
   * always starts a new JVM, with all of the app on one class path, for apps that a class loader of
   * their own breaks.
   */
  @Parameter(property = "dev.reload", defaultValue = "auto")
  private String reload;

  /** Returns when the app is ready, instead of following it. */
  @Parameter(property = "dev.detach", defaultValue = "false")
  private boolean detach;

  /**
   * When changes are brought to the app: {@code auto} as soon as they are saved, {@code manual} at
   * each line on standard input, such as Enter.
   */
  @Parameter(property = "dev.trigger", defaultValue = "auto")
  private String trigger;

  /** A file to write what happens to, one JSON object a line, for programs. */
  @Parameter(property = "dev.events")
  private @Nullable File events;

  DevModeMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  private List<PortForward> portForwards() {
    return forward == null ? List.of() : PortForward.parse(forward);
  }

  @Override
  SessionSettings sessionSettings() {
    return new SessionSettings(
        localPort == null ? null : Choices.number("dev.localPort", localPort, 1, 65_535, 8080),
        new ForwardSettings(Choices.duration("dev.hold", hold), browserReload, portForwards()),
        takeover,
        Choices.oneOf("dev.onExit", onExit, SessionSettings.OnExit.class),
        detach,
        Choices.oneOf("dev.reload", reload, ReloadMode.class),
        debugSettings(),
        Choices.oneOf("dev.trigger", trigger, SessionSettings.Trigger.class));
  }

  /** How apps are debugged; empty if they are not. */
  Optional<DebugSettings> debugSettings() {
    return Optional.empty();
  }

  boolean detaches() {
    return detach;
  }

  @Nullable File eventsFile() {
    return events;
  }

  TargetSettings targetSettings() {
    return target(Choices.oneOf("dev.target", target, TargetSettings.Kind.class));
  }
}
