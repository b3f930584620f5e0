package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What may be typed into a running session, each line of it ended by Enter. */
final class Keys implements Closeable {

  private static final String RESTART = "r";

  private final String restartCommand;
  private volatile boolean readable;

  @GuardedBy("this")
  private @Nullable LineReader reader;

  /**
   * @param restartCommand for a session that restarts apps by itself
   */
  Keys(String restartCommand) {
    this.restartCommand = restartCommand;
  }

  /** Is notified of what is typed, from a thread of the session. */
  interface Listener {

    /** The apps are to restart. */
    void restart();

    /** Anything else: where updates wait, it asks for them. */
    void other();

    /** Nothing can come any more. */
    void ended();
  }

  /** Begins to read. Not before it is needed: a session in the background would be stopped. */
  synchronized void listen(InputStream input, Listener listener) {
    readable = true;
    reader =
        LineReader.start(
            input,
            line -> {
              if (line.strip().equalsIgnoreCase(RESTART)) {
                listener.restart();
              } else {
                listener.other();
              }
            },
            () -> {
              readable = false;
              listener.ended();
            });
  }

  /** How the user has the apps restarted, as the end of a sentence. */
  String toRestart() {
    return readable
        ? "to restart it, press " + RESTART + " and Enter"
        : "to restart it, end this with Ctrl-C and type: " + restartCommand;
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
