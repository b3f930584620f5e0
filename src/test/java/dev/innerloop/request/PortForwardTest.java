package dev.innerloop.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortForwardTest {

  @Test
  void readsServicesPortsAndLocalPorts() {
    assertThat(PortForward.parse("db:5432, other-app:8080,9090,15432:db:5432,9091:9090"))
        .containsExactly(
            new PortForward(OptionalInt.empty(), Optional.of("db"), 5432),
            new PortForward(OptionalInt.empty(), Optional.of("other-app"), 8080),
            new PortForward(OptionalInt.empty(), Optional.empty(), 9090),
            new PortForward(OptionalInt.of(15432), Optional.of("db"), 5432),
            new PortForward(OptionalInt.of(9091), Optional.empty(), 9090));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "db", "db:", "db:0", "db:70000", "70000:db:80", "DB:80", "a:b:80"})
  void refusesWhatNamesNoPort(String text) {
    assertThatThrownBy(() -> PortForward.parse(text))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy())
                    .isEqualTo(
                        "Give [LOCAL:][SERVICE:]PORT, for example"
                            + " -Ddev.forward=db:5432,15433:other:5432,9090"))
        .hasMessage("dev.forward has \"" + text + "\", which names no port.");
  }
}
