package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of Go's httpproxy; {@code KubeconfigIT} holds some of them against kubectl. */
class ProxyVariablesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://api.test:6443|other.test|true",
        "https://api.test:6443|api.test|false",
        "https://API.test:6443|Api.Test|false",
        "https://api.test:6443|.test|false",
        "https://api.test:6443|*.test|false",
        "https://api.test:6443|test|false",
        "https://api.test:6443|est|true",
        "https://api.test|.api.test|true",
        "https://api.test:6443|api.test:6443|false",
        "https://api.test:6443|api.test:443|true",
        "https://api.test|api.test:443|false",
        "https://api.test:6443|a, ,*|false",
        "https://10.1.2.3:6443|10.0.0.0/8|false",
        "https://10.1.2.3:6443|10.1.2.0/31|true",
        "https://10.1.2.3:6443|10.1.2.3|false",
        "https://10.1.2.3:6443|10.1.2.3:443|true",
        "https://10.1.2.3:6443|1.2.3|false",
        "https://[fd00::1]:6443|fd00::/16|false",
        "https://[fd00::1]:6443|fd00:0::1|false",
        "https://[fd00::1]:6443|[fd00::1]:6443|false",
        "https://[fd00::1]:6443|10.0.0.0/8|true",
        "https://127.0.0.2:6443|none|false",
        "https://[::1]:6443|none|false",
        "https://localhost:6443|none|false",
      })
  void theProxyIsUsedUnlessTheServerIsExcepted(String server, String direct, boolean used) {
    ProxyVariables proxies =
        ProxyVariables.of(Map.of("HTTPS_PROXY", "http://proxy.test:3128", "NO_PROXY", direct));

    assertThat(proxies.proxyFor(server).isPresent()).isEqualTo(used);
  }

  @Test
  void eachSchemeHasItsProxy() {
    ProxyVariables proxies = ProxyVariables.of(Map.of("http_proxy", "a.test:1", "HTTPS_PROXY", ""));

    assertThat(proxies.proxyFor("http://api.test")).contains("http://a.test:1");
    assertThat(proxies.proxyFor("https://api.test")).isEmpty();
    assertThat(proxies.proxyFor("not a url")).isEmpty();
  }
}
