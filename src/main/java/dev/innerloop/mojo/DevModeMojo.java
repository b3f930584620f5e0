package dev.innerloop.mojo;

import dev.innerloop.forward.http.AllowedHosts;
import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.DebugSettings;
import dev.innerloop.request.ForwardSettings;
import dev.innerloop.request.PortForward;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.wire.ReloadMode;
import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal about dev mode, with the parameters of a session. */
abstract class DevModeMojo extends AppMojo {

  /**
   * Where the app runs: {@code cluster} is the cluster of the kubeconfig, {@code local} is this
   * machine, {@code auto} is the cluster, or this machine if there is no kubeconfig.
   */
  @Parameter(property = "dev.target", defaultValue = "auto")
  private String target;

  /**
   * Local port of the app. The goal fails if it is in use. Default: the app's own port, or else the
   * next free one.
   */
  @Parameter(property = "dev.localPort")
  private @Nullable String localPort;

  /**
   * Maximum time that a request to the forwarded port waits for an update in progress. After that,
   * the response is an error page with the reason.
   */
  @Parameter(property = "dev.hold", defaultValue = "30s")
  private String hold;

  /** Reloads pages in the browser after an update, by a script that is added to HTML documents. */
  @Parameter(property = "dev.browserReload", defaultValue = "false")
  private boolean browserReload;

  /**
   * Additional ports to forward, for example {@code db:5432,otherapp:8080,9090}: of Services in the
   * namespace and of the app. Each gets the same local port or the next free one; a leading port
   * sets it, as in {@code 15432:db:5432}. These connections do not wait for updates.
   */
  @Parameter(property = "dev.forward")
  private @Nullable String forward;

  /**
   * Host names, besides {@code localhost}, {@code 127.0.0.1}, {@code [::1]}, {@code *.localhost}
   * and {@code dev.host}, under which the forwarded port answers and whose pages may send requests
   * to it, for example {@code shop.test,*.example.com}. {@code null} allows pages without an
   * origin, such as files; {@code *} switches the check off.
   */
  @Parameter(property = "dev.allowedHosts")
  private @Nullable String allowedHosts;

  /** Takes over the app from another session. */
  @Parameter(property = "dev.takeover", defaultValue = "false")
  private boolean takeover;

  /**
   * What happens to an app on a cluster at Ctrl-C: {@code keep} leaves it running in dev mode,
   * {@code stop} leaves dev mode, {@code delete} deletes it.
   */
  @Parameter(property = "dev.onExit", defaultValue = "keep")
  private String onExit;

  /**
   * Reload strategies to use. {@code auto} uses the fastest strategy that is equivalent to a fresh
   * start; {@code redefine} defers updates that need a restart until you press r and Enter; {@code
   * restart} restarts the app, inside its JVM if possible, and never redefines classes; {@code jvm}
   * always starts a new JVM, with the whole app on one class path, for apps that do not work with a
   * dedicated class loader.
   */
  @Parameter(property = "dev.reload", defaultValue = "auto")
  private String reload;

  /** Exits as soon as the app is ready, instead of following its log. */
  @Parameter(property = "dev.detach", defaultValue = "false")
  private boolean detach;

  /**
   * When changes are applied: {@code auto} as soon as they are saved, {@code manual} for each line
   * on standard input, such as Enter.
   */
  @Parameter(property = "dev.trigger", defaultValue = "auto")
  private String trigger;

  /** File to which events are written for other programs, one JSON object per line. */
  @Parameter(property = "dev.events")
  private @Nullable File events;

  DevModeMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  private List<PortForward> portForwards() {
    return forward == null ? List.of() : PortForward.parse(forward);
  }

  private List<String> allowedHosts() {
    List<String> names =
        Arrays.stream((allowedHosts == null ? "" : allowedHosts).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    for (String name : names) {
      if (!AllowedHosts.isName(name)) {
        throw new Problem(
            "dev.allowedHosts contains '" + name + "', which is not a host name.",
            "Use names without scheme and port: -Ddev.allowedHosts=shop.test,*.example.com");
      }
    }
    return names;
  }

  @Override
  SessionSettings sessionSettings() {
    return new SessionSettings(
        localPort(),
        new ForwardSettings(hold(), browserReload, portForwards(), allowedHosts()),
        takeover,
        onExit(),
        detach,
        reload(),
        debugSettings(),
        trigger());
  }

  @Override
  void check(ParameterChecks checks) {
    super.check(checks);
    checks.check(this::localPort);
    checks.check(this::hold);
    checks.check(this::portForwards);
    checks.check(this::allowedHosts);
    checks.check(this::onExit);
    checks.check(this::reload);
    checks.check(this::debugSettings);
    checks.check(this::trigger);
    checks.check(this::targetKind);
  }

  private @Nullable Integer localPort() {
    return localPort == null
        ? null
        : ParameterParser.number("dev.localPort", localPort, 1, 65_535, 8080);
  }

  private Duration hold() {
    return ParameterParser.duration("dev.hold", hold);
  }

  private SessionSettings.OnExit onExit() {
    return ParameterParser.oneOf("dev.onExit", onExit, SessionSettings.OnExit.class);
  }

  private ReloadMode reload() {
    return ParameterParser.oneOf("dev.reload", reload, ReloadMode.class);
  }

  private SessionSettings.Trigger trigger() {
    return ParameterParser.oneOf("dev.trigger", trigger, SessionSettings.Trigger.class);
  }

  private TargetSettings.Kind targetKind() {
    return ParameterParser.oneOf("dev.target", target, TargetSettings.Kind.class);
  }

  /** Debug settings of the session; empty without debugging. */
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
    return target(targetKind());
  }
}
