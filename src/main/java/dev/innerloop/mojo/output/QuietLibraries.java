package dev.innerloop.mojo.output;

import org.apache.maven.plugin.logging.Log;

/**
 * Keeps libraries from logging what we tell in our own words, such as connections that break and
 * are made again. Maven's logging reads these properties when a logger is first asked for.
 */
public final class QuietLibraries {

  private static final String LEVEL = "org.slf4j.simpleLogger.log.";

  private QuietLibraries() {}

  public static void unlessDebugging(Log log) {
    if (!log.isDebugEnabled()) {
      System.setProperty(LEVEL + "io.fabric8", "off");
      System.setProperty(LEVEL + "io.methvin", "error");
    }
  }
}
