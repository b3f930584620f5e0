package dev.innerloop.mojo.execution;

import org.apache.maven.plugin.logging.Log;

/**
 * Silences libraries for events that this plugin logs itself, such as connections that are lost and
 * restored. Maven's logging reads these properties when it creates the first logger.
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
