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

  /** Pages that the servlet container reads; tag libraries and descriptors it reads once. */
  private static final Pattern PAGES =
      Pattern.compile("src/main/webapp/.+(?<!\\.tld|\\.xml|\\.class|\\.jar|\\.properties)");

  private static final Pattern WELCOME_PAGE = Pattern.compile("src/main/webapp/index\\.[^/]+");

  private static final Pattern SPRING_CONFIGURATION =
      Pattern.compile("(config/([^/]+/)?)?application[^/]*\\.(properties|xml|ya?ml)");

  /** Whether it is configuration that Spring Boot reads from the working directory as it starts. */
  boolean isReadAtStart(WorkspacePath path) {
    return SPRING_CONFIGURATION.matcher(path.inWork()).matches();
  }

  boolean isReadAfterChange(WorkspacePath path) {
    return DIRECTORIES.matcher(path.inOutput()).matches() || PAGES.matcher(path.inWork()).matches();
  }

  boolean isReadAfterAddOrRemove(WorkspacePath path) {
    return isReadAfterChange(path)
        && !WELCOME.matcher(path.inOutput()).matches()
        && !WELCOME_PAGE.matcher(path.inWork()).matches();
  }
}
