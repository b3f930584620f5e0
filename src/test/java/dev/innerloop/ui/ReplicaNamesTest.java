package dev.innerloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaNamesTest {

  private final ReplicaNames names = new ReplicaNames();

  @Test
  void leavesOutTheHashOfAReplicaSet() {
    assertThat(names.of("shop-5548c7955b-x7k2p").text()).isEqualTo("shop-x7k2p");
    assertThat(names.of("my-own-app-6d4cf56db6-lwp57").text()).isEqualTo("my-own-app-lwp57");
  }

  @Test
  void keepsOtherNames() {
    assertThat(names.of("shop").text()).isEqualTo("shop");
    assertThat(names.of("shop-0").text()).isEqualTo("shop-0");
    assertThat(names.of("shop-x7k2p").text()).isEqualTo("shop-x7k2p");
    assertThat(names.of("shop-orders-x7k2p").text()).isEqualTo("shop-orders-x7k2p");
  }

  @Test
  void keepsANameLongWhoseShortOneAnotherReplicaHas() {
    assertThat(names.of("shop-5548c7955b-x7k2p").text()).isEqualTo("shop-x7k2p");
    assertThat(names.of("shop-6d4cf56db6-x7k2p").text()).isEqualTo("shop-6d4cf56db6-x7k2p");
    assertThat(names.of("shop-5548c7955b-x7k2p").text()).isEqualTo("shop-x7k2p");
  }

  @Test
  void numbersReplicasInOrderOfAppearance() {
    assertThat(names.of("shop-0").number()).isZero();
    assertThat(names.of("shop-1").number()).isEqualTo(1);
    assertThat(names.of("shop-0").number()).isZero();
  }
}
