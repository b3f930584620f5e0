package dev.innerloop.image.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpProxyTest {

  @Test
  void readsWhatTheEnvironmentSays() {
    assertThat(
            HttpProxy.of(
                Map.of(
                    "HTTPS_PROXY", "http://me:secret@proxy.example.com:3128",
                    "no_proxy", "registry.internal, .corp.example.com")))
        .contains(
            new HttpProxy(
                "proxy.example.com",
                3128,
                Optional.of(new Credentials("me", "secret")),
                List.of("registry.internal", ".corp.example.com")));
    assertThat(HttpProxy.of(Map.of("NO_PROXY", "localhost"))).isEmpty();
  }

  @Test
  void neverRepeatsAnAddressThatMayHoldAPassword() {
    assertThatThrownBy(() -> HttpProxy.of(Map.of("HTTPS_PROXY", "http://me:sec ret@proxy")))
        .hasMessage("HTTPS_PROXY is not a valid proxy address.");
  }

  @Test
  void leavesOutWhatIsReachedDirectly() {
    HttpProxy proxy =
        new HttpProxy(
            "proxy",
            80,
            Optional.empty(),
            List.of("registry.internal", ".corp.example.com", "*.lan", "10.*"));
    assertThat(List.of("registry.internal", "a.corp.example.com", "my.lan", "10.1.2.3"))
        .noneMatch(proxy::isUsedFor);
    assertThat(List.of("localhost", "127.0.0.1")).noneMatch(proxy::isUsedFor);
    assertThat(List.of("docker.io", "registry.internal.org", "110.1.2.3"))
        .allMatch(proxy::isUsedFor);
  }
}
