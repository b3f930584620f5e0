package dev.innerloop.session;

import dev.innerloop.process.DaemonThreads;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Calls a listener for every line of an input, such as Enter on a terminal. */
final class LineReader implements Closeable {

  private final InputStream input;
  private final Consumer<String> line;
  private final Runnable ended;
  private volatile boolean closed;

  private LineReader(InputStream input, Consumer<String> line, Runnable ended) {
    this.input = input;
    this.line = line;
    this.ended = ended;
  }

  /**
   * Starts to read.
   *
   * @param ended called if no line can come any more
   */
  static LineReader start(InputStream input, Consumer<String> line, Runnable ended) {
    LineReader reader = new LineReader(input, line, ended);
    // A read from a terminal cannot be interrupted: the thread ends with the JVM.
    Thread thread = DaemonThreads.named("dev-keys", reader::read);
    thread.start();
    return reader;
  }

  private void read() {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, Charset.defaultCharset()));
      String next = lines.readLine();
      while (!closed && next != null) {
        line.accept(next);
        next = lines.readLine();
      }
    } catch (IOException e) {
      // As good as its end.
    }
    if (!closed) {
      ended.run();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
