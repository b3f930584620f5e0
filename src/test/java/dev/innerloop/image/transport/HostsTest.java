package dev.innerloop.image.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostsTest {

  @Test
  void onlyThisMachineMayBeInsecureUnasked() {
    assertThat(Hosts.isThisMachine("localhost")).isTrue();
    assertThat(Hosts.isThisMachine("localhost:5000")).isTrue();
    assertThat(Hosts.isThisMachine("127.0.0.1:5000")).isTrue();
    assertThat(Hosts.isThisMachine("[::1]:5000")).isTrue();
    assertThat(Hosts.isThisMachine("localhost.example.com")).isFalse();
    assertThat(Hosts.isThisMachine("127.example.com")).isFalse();
    assertThat(Hosts.isThisMachine("10.0.0.1:5000")).isFalse();
  }

  @Test
  void aLoginNeverShowsItsPassword() {
    assertThat(new Credentials("dev", "secret")).hasToString("Login[dev, ***]");
  }
}
