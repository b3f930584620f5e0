package dev.innerloop.image.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostsTest {

  @Test
  void onlyThisMachineMayBeInsecureUnasked() {
    assertThat(Hosts.isLoopback("localhost")).isTrue();
    assertThat(Hosts.isLoopback("localhost:5000")).isTrue();
    assertThat(Hosts.isLoopback("127.0.0.1:5000")).isTrue();
    assertThat(Hosts.isLoopback("[::1]:5000")).isTrue();
    assertThat(Hosts.isLoopback("localhost.example.com")).isFalse();
    assertThat(Hosts.isLoopback("127.example.com")).isFalse();
    assertThat(Hosts.isLoopback("10.0.0.1:5000")).isFalse();
  }

  @Test
  void aLoginNeverShowsItsPassword() {
    assertThat(new Credentials("dev", "secret")).hasToString("Login[dev, ***]");
  }
}
