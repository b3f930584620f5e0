package dev.innerloop.mojo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PomWarningsTest {

  private static final Path SHOP = Path.of("shop/pom.xml");
  private static final Path STOCK = Path.of("stock/pom.xml");

  private final PomWarnings warnings = new PomWarnings();

  @Test
  void aWarningThatAnotherSaveCausesIsReported() {
    assertThat(warnings.unreported(SHOP, List.of("port"))).containsExactly("port");

    assertThat(warnings.unreported(SHOP, List.of("name", "port"))).containsExactly("name");
  }

  @Test
  void aWarningIsReportedAgainOnceItsCauseWasCorrectedMeanwhile() {
    warnings.unreported(SHOP, List.of("port"));
    assertThat(warnings.unreported(SHOP, List.of())).isEmpty();

    assertThat(warnings.unreported(SHOP, List.of("port"))).containsExactly("port");
  }

  @Test
  void eachPomHasItsOwn() {
    warnings.unreported(SHOP, List.of("port"));

    assertThat(warnings.unreported(STOCK, List.of("port"))).containsExactly("port");
  }
}
