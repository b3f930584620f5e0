package dev.innerloop.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation: its links, and the anchors that others may link to.
 *
 * @param file relative to the root of the repository
 * @param text without code, in which nothing is a link
 */
record MarkdownPage(Path file, String text) {

  private static final Path SITE = Path.of("src/site/markdown");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");

  static MarkdownPage at(Path file) throws IOException {
    return of(file, Files.readString(file));
  }

  static MarkdownPage of(Path file, String text) {
    return new MarkdownPage(file, CODE_BLOCK.matcher(text).replaceAll(""));
  }

  static List<String> hrefs(String xml) {
    return HREF.matcher(xml).results().map(it -> it.group(1)).toList();
  }

  /** Those within the repository, as they are written. */
  private Stream<String> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll("code"))
        .results()
        .map(it -> it.group(1))
        .filter(link -> !link.matches("\\w+:.*"));
  }

  List<Path> linkedFiles() {
    return links().map(this::target).distinct().toList();
  }

  List<String> brokenLinks() {
    return links().filter(this::isBroken).toList();
  }

  private Path target(String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  private boolean isBroken(String link) {
    Path target = target(link);
    if (!target.equals(file) && !Files.exists(target)) {
      return true;
    }
    int hash = link.indexOf('#');
    return hash >= 0 && !pageAt(target).anchors().contains(link.substring(hash + 1));
  }

  private MarkdownPage pageAt(Path target) {
    try {
      return target.equals(file) ? this : at(target);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On the site only those that its generator and code hosts derive alike from a heading. */
  Set<String> anchors() {
    Stream<String> headings =
        HEADING.matcher(text).results().map(heading -> heading.group(1).replace("`", ""));
    Stream<String> ofHeadings =
        file.startsWith(SITE)
            ? headings.filter(heading -> heading.equals(slug(heading)))
            : headings.map(MarkdownPage::slug);
    return Stream.concat(ofHeadings, ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)))
        .collect(Collectors.toSet());
  }

  /** As code hosts derive it. */
  private static String slug(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
