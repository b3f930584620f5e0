package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contributors find what CONTRIBUTING sends them to. */
class ContributingTest {

  private static final Pattern SECTION =
      Pattern.compile("(?ms)^## To change X, start at Y\n(.*?)^## ");
  private static final Pattern PACKAGES =
      Pattern.compile("(?ms)^\\| package \\| purpose \\|\n(.*?)\n\n");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final String page;

  ContributingTest() throws IOException {
    page = Files.readString(Path.of("CONTRIBUTING.md"));
  }

  @Test
  void everyClassAndFileToStartAtExists() throws IOException {
    Set<String> names = fileNames();
    assertThat(codeIn(SECTION))
        .filteredOn(code -> code.matches("[A-Z][a-z]\\w+|src/[\\w/.-]+|[\\w-]+\\.md"))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            code ->
                assertThat(
                        Files.exists(Path.of(code))
                            || names.contains(code)
                            || names.contains(code + ".java"))
                    .as(code)
                    .isTrue());
  }

  @Test
  void everyTopLevelPackageHasItsSentence() throws IOException {
    assertThat(codeIn(PACKAGES))
        .containsAll(topLevelPackages(Path.of("src/main/java/dev/innerloop")))
        .containsAll(topLevelPackages(Path.of("src/agent/java/dev/innerloop")));
  }

  private List<String> codeIn(Pattern part) {
    Matcher found = part.matcher(page);
    assertThat(found.find()).as("%s", part).isTrue();
    return CODE.matcher(found.group(1)).results().map(code -> code.group(1)).toList();
  }

  private static List<String> topLevelPackages(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).map(it -> it.getFileName().toString()).toList();
    }
  }

  private static Set<String> fileNames() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
