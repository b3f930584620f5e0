package dev.innerloop.project;

import java.io.File;
import java.util.List;
import java.util.function.Predicate;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * Which Java sources of its directories a module is compiled from.
 *
 * @param includes patterns as maven-compiler-plugin reads them; all sources if there are none
 * @param excludes patterns of sources that are not compiled unless others use them
 */
public record SourcePatterns(List<String> includes, List<String> excludes) {

  public static final SourcePatterns ALL = new SourcePatterns(List.of(), List.of());

  public SourcePatterns {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  /** Whether every source is compiled. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** Whether a path below a source directory is that of a source to compile; with slashes. */
  public Predicate<String> matcher() {
    Selection selection = new Selection(this);
    return path -> path.endsWith(".java") && selection.contains(path);
  }

  /**
   * The plugin scans with this class, and with its default excludes: lock and backup files of
   * editors are no sources.
   */
  private static final class Selection extends DirectoryScanner {

    Selection(SourcePatterns patterns) {
      if (!patterns.includes().isEmpty()) {
        setIncludes(patterns.includes().toArray(String[]::new));
      }
      setExcludes(patterns.excludes().toArray(String[]::new));
      addDefaultExcludes();
      setupDefaultFilters();
      setupMatchPatterns();
    }

    boolean contains(String path) {
      String name = path.replace('/', File.separatorChar);
      return isIncluded(name) && !isExcluded(name);
    }
  }
}
