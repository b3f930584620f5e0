package dev.innerloop.project.maven;

import dev.innerloop.process.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plugin prints while a session runs it, which is not shown: the session reports what comes
 * of it. What the session's own threads print meanwhile is shown. All others work for the plugin,
 * such as those that receive what the daemon of a compiler prints.
 */
final class PluginOutput implements Closeable {

  private static final Pattern COLORS = Pattern.compile("\u001b\\[[;\\d]*m");
  private static final Pattern LOGGED =
      Pattern.compile("\\[(?<level>ERROR|WARNING|INFO|DEBUG)] ?(?<text>.*)");
  private static final Pattern FRAME = Pattern.compile("\\s+(at .*|\\.\\.\\. \\d+ more)");

  private final Thread plugin = Thread.currentThread();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private Runnable restoreLog = () -> {};

  private PluginOutput() {}

  /** Takes what this thread and those of plugins print from now on, until it is closed. */
  static PluginOutput take() {
    PluginOutput output = new PluginOutput();
    System.setOut(output.divert(output.out));
    System.setErr(output.divert(output.err));
    output.restoreLog = MavenLogOutput.replace(output::divert, output::isPlugin);
    return output;
  }

  private PrintStream divert(PrintStream shown) {
    return new PrintStream(new Diverted(shown), true, Charset.defaultCharset());
  }

  private final class Diverted extends OutputStream {

    private final PrintStream shown;

    Diverted(PrintStream shown) {
      this.shown = shown;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (isPlugin()) {
        printed.write(bytes, from, length);
      } else {
        shown.write(bytes, from, length);
      }
    }

    @Override
    public void flush() {
      shown.flush();
    }
  }

  private boolean isPlugin() {
    Thread current = Thread.currentThread();
    return current.equals(plugin) || !DaemonThreads.isOne(current);
  }

  /** What was logged with a level so far, without the level, and without stack traces. */
  String of(String level) {
    return of(level, printed.toString(Charset.defaultCharset()));
  }

  static String of(String level, String printed) {
    List<String> lines = new ArrayList<>();
    boolean isOfLevel = false;
    for (String line : printed.lines().toList()) {
      String plain = COLORS.matcher(line).replaceAll("");
      Matcher logged = LOGGED.matcher(plain);
      if (logged.matches()) {
        isOfLevel = logged.group("level").equals(level);
        plain = logged.group("text");
      }
      if (isOfLevel && !FRAME.matcher(plain).matches()) {
        lines.add(plain);
      }
    }
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    restoreLog.run();
    System.setOut(out);
    System.setErr(err);
  }
}
