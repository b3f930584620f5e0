package dev.innerloop.reload;

import java.util.regex.Pattern;

/** The resources that frameworks read at each use in dev mode; all others are read once. */
final class ReadAtEachUse {

  private static final Pattern FOLDERS =
      Pattern.compile(
          "(classes|modules/[^/]+)/(templates|views|static|public|resources|META-INF/resources)/"
              + ".+(?<!\\.class|\\.properties)");

  /** Whether there is a welcome page is asked at the start. */
  private static final Pattern WELCOME =
      Pattern.compile(
          "[^/]+/([^/]+/)?(templates|static|public|resources|META-INF/resources)/"
              + "(index\\.[^/]+|favicon\\.[^/]+)");

  boolean holdsWhenChanged(String path) {
    return FOLDERS.matcher(path).matches();
  }

  boolean holdsWhenAddedOrRemoved(String path) {
    return holdsWhenChanged(path) && !WELCOME.matcher(path).matches();
  }
}
