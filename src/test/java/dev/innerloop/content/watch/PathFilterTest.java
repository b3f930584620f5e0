package dev.innerloop.content.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathFilterTest {

  @Test
  void withoutPatternsAllFilesCount() {
    assertThat(PathFilter.ALL.accepts(Path.of("com/example/Shop.java"))).isTrue();
  }

  @Test
  void excludesWinOverIncludes() {
    PathFilter filter = PathFilter.of(List.of("com/example/**"), List.of("**/*Test.java"));
    assertThat(filter.accepts(Path.of("com/example/Shop.java"))).isTrue();
    assertThat(filter.accepts(Path.of("com/example/ShopTest.java"))).isFalse();
    assertThat(filter.accepts(Path.of("com/other/Shop.java"))).isFalse();
  }

  @Test
  void anyFolderMeansNoneAsWell() {
    PathFilter filter = PathFilter.of(List.of(), List.of("**/*.sql"));
    assertThat(filter.accepts(Path.of("data.sql"))).isFalse();
    assertThat(filter.accepts(Path.of("db/data.sql"))).isFalse();
  }

  @Test
  void aPatternThatIsNoneIsAProblem() {
    assertThatThrownBy(() -> PathFilter.of(List.of(), List.of("a[")))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("dev.excludes has a pattern that is none: a[ (");
  }
}
