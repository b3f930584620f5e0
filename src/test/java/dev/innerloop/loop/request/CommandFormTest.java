package dev.innerloop.loop.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandFormTest {

  @Test
  void repeatsWhatTheUserTyped() {
    CommandForm form =
        new CommandForm(
            "mvn -f shop",
            "dev.innerloop:dev-maven-plugin:1.0:",
            List.of("-Ddev.namespace=anna-shop"),
            List.of("-Ddev.delivery=direct"));

    assertThat(form.of("watch", "-Ddev.takeover"))
        .isEqualTo(
            "mvn -f shop dev.innerloop:dev-maven-plugin:1.0:watch -Ddev.namespace=anna-shop"
                + " -Ddev.delivery=direct -Ddev.takeover");
    assertThat(form.of("stop"))
        .isEqualTo("mvn -f shop dev.innerloop:dev-maven-plugin:1.0:stop -Ddev.namespace=anna-shop");
  }
}
