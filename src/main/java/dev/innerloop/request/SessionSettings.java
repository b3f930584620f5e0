package dev.innerloop.request;

import dev.innerloop.wire.ReloadMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a session behaves.
 *
 * @param localPort of the app on this machine; null for its own or the next free one
 * @param takeover whether to take over an app that another session has claimed
 * @param onExit what becomes of the app when the session ends
 * @param detach whether to return as soon as the app is ready
 * @param reload which reload strategies may be used
 * @param debug how the app is debugged; empty if it is not
 * @param trigger when changes are delivered to the app
 */
public record SessionSettings(
    @Nullable Integer localPort,
    ForwardSettings forwarding,
    boolean takeover,
    OnExit onExit,
    boolean detach,
    ReloadMode reload,
    Optional<DebugSettings> debug,
    Trigger trigger) {

  /** For goals without a session. */
  public static final SessionSettings NONE =
      new SessionSettings(
          null,
          ForwardSettings.NONE,
          false,
          OnExit.KEEP,
          false,
          ReloadMode.AUTO,
          Optional.empty(),
          Trigger.AUTO);

  /** What becomes of an app on a cluster when its session ends. */
  public enum OnExit {
    KEEP,
    STOP,
    DELETE
  }

  /** When changes are delivered to an app. */
  public enum Trigger {
    /** As soon as they are saved. */
    AUTO,
    /** When the user asks for it. */
    MANUAL
  }
}
