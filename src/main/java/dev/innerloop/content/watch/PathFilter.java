package dev.innerloop.content.watch;

import dev.innerloop.problem.Problem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Which files of a module count when they change. Patterns are globs over paths as the app has
 * them: relative to the source, resource or output folder.
 */
public final class PathFilter {

  /** All files count. */
  public static final PathFilter ALL = new PathFilter(List.of(), List.of());

  private final List<PathMatcher> includes;
  private final List<PathMatcher> excludes;

  private PathFilter(List<PathMatcher> includes, List<PathMatcher> excludes) {
    this.includes = includes;
    this.excludes = excludes;
  }

  /**
   * Files that one of the includes matches, or any if there are none, and that no exclude matches.
   *
   * @throws Problem if a pattern is none
   */
  public static PathFilter of(List<String> includes, List<String> excludes) {
    return new PathFilter(matchers("dev.includes", includes), matchers("dev.excludes", excludes));
  }

  public boolean accepts(Path relative) {
    return (includes.isEmpty() || matches(includes, relative)) && !matches(excludes, relative);
  }

  private static boolean matches(List<PathMatcher> matchers, Path path) {
    return matchers.stream().anyMatch(matcher -> matcher.matches(path));
  }

  private static List<PathMatcher> matchers(String parameter, List<String> globs) {
    List<PathMatcher> matchers = new ArrayList<>();
    for (String glob : globs) {
      String pattern = glob.strip().replace('\\', '/');
      try {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
        if (pattern.startsWith("**/")) { // as in Maven, in no folder as well
          matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(3)));
        }
      } catch (PatternSyntaxException e) {
        throw new Problem(
            parameter + " has a pattern that is none: " + glob + " (" + e.getDescription() + ").",
            "Patterns are such as **/*.sql or com/example/generated/**",
            e);
      }
    }
    return matchers;
  }
}
