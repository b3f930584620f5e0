package dev.innerloop.launcher;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

/** What belongs to the whole JVM and what apps change, as it was before the app's first run. */
final class InitialState {

  private final Properties properties = (Properties) System.getProperties().clone();
  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Locale locale = Locale.getDefault();
  private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
  private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
  private final Thread.UncaughtExceptionHandler uncaught =
      Thread.getDefaultUncaughtExceptionHandler();

  void restore() {
    Properties now = System.getProperties();
    synchronized (now) {
      now.keySet().retainAll(properties.keySet());
      now.putAll(properties);
    }
    System.setIn(in);
    System.setOut(out);
    System.setErr(err);
    Locale.setDefault(locale);
    Locale.setDefault(Locale.Category.DISPLAY, display);
    Locale.setDefault(Locale.Category.FORMAT, format);
    TimeZone.setDefault(null);
    Thread.setDefaultUncaughtExceptionHandler(uncaught);
  }
}
