package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of the documentation lead somewhere, in the repository and on the site. */
class LinksTest {

  private static final Path SITE = Path.of("src/site/markdown");
  private static final Path NAVIGATION = Path.of("src/site/site.xml");
  private static final List<Path> IN_THE_REPOSITORY =
      List.of(
          Path.of("README.md"),
          Path.of("CONTRIBUTING.md"),
          Path.of("CHANGELOG.md"),
          Path.of("src/it/cluster/README.md"));

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void everyLinkLeadsToAnExistingFileAndAnchor() throws IOException {
    assertThat(Stream.concat(IN_THE_REPOSITORY.stream(), pages().stream()))
        .allSatisfy(
            page -> assertThat(MarkdownPage.at(page).brokenLinks()).as("%s", page).isEmpty());
  }

  @Test
  void pagesOfTheSiteLinkToPagesOfTheSiteOnly() throws IOException {
    assertThat(pages())
        .allSatisfy(
            page ->
                assertThat(MarkdownPage.at(page).linkedFiles())
                    .as("%s", page)
                    .allMatch(file -> file.startsWith(SITE)));
  }

  @Test
  void theNavigationListsEveryPageOnce() throws IOException {
    assertThat(MarkdownPage.hrefs(Files.readString(NAVIGATION)))
        .containsExactlyInAnyOrderElementsOf(
            pages().stream()
                .map(page -> SITE.relativize(page).toString().replaceFirst("md$", "html"))
                .toList());
  }

  @Test
  void reportsAMissingFileAndAMissingAnchor() {
    MarkdownPage page =
        MarkdownPage.of(
            Path.of("src/site/markdown/page.md"),
            """
            # Page

            [site](events.md#checked), [web](https://example.com/none.md#x)
            [file](none.md), [anchor](events.md#none), [own](#none), `[code](none.md)`

            ```
            [block](none.md)
            ```
            """);
    assertThat(page.brokenLinks()).containsExactly("none.md", "events.md#none", "#none");
  }

  /** From a heading code hosts derive {@code two-words}, and the site {@code Two_words}. */
  @Test
  void aPageOfTheSiteNeedsAnAnchorOfItsOwn() {
    Path page = Path.of("src/site/markdown/page.md");
    assertThat(MarkdownPage.of(page, "## Two words\n\n[it](#two-words)\n").brokenLinks())
        .containsExactly("#two-words");
    assertThat(
            MarkdownPage.of(page, "<a id=\"two-words\"></a>\n\n## Two words\n\n[it](#two-words)\n")
                .brokenLinks())
        .isEmpty();
    assertThat(
            MarkdownPage.of(Path.of("README.md"), "## Two words\n\n[it](#two-words)\n")
                .brokenLinks())
        .isEmpty();
  }
}
