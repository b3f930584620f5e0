package dev.innerloop.loop.session;

import java.io.Closeable;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What may be typed into a running session, each line of it ended by Enter. */
public final class Keys implements Closeable {

  private static final String RESTART = "r";

  private final String anew;
  private volatile boolean readable;
  private @Nullable LineReader reader;

  /**
   * @param anew the command for a session in which nothing has to be typed
   */
  public Keys(String anew) {
    this.anew = anew;
  }

  /** Told what is typed, from a thread of ours. */
  public interface Listener {

    /** The apps are to restart. */
    void restart();

    /** Anything else: where updates wait, it asks for them. */
    void other();

    /** Nothing can come any more. */
    void ended();
  }

  /** Begins to read. Not before it is needed: a session in the background would be stopped. */
  public synchronized void listen(InputStream input, Listener listener) {
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
        : "to restart it, end this with Ctrl-C and type: " + anew;
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
