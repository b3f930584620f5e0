package dev.innerloop.reload;

import dev.innerloop.wire.WorkspacePath;
import java.util.regex.Pattern;

/** The resources that frameworks read at each use in dev mode; all others are read once. */
final class UncachedResources {

  private static final Pattern DIRECTORIES =
      Pattern.compile(
          "(templates|views|static|public|resources|META-INF/resources)/.+(?<!\\.class|\\.properties)");

  /** Whether there is a welcome page is determined at the start. */
  private static final Pattern WELCOME =
      Pattern.compile(
          "(templates|static|public|resources|META-INF/resources)/(index\\.[^/]+|favicon\\.[^/]+)");

  boolean isReadAfterChange(WorkspacePath path) {
    return DIRECTORIES.matcher(path.inOutput()).matches();
  }

  boolean isReadAfterAddOrRemove(WorkspacePath path) {
    return isReadAfterChange(path) && !WELCOME.matcher(path.inOutput()).matches();
  }
}
