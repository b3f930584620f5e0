package dev.innerloop.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.ContentHash;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTest {

  private static final ContentHash ONE = ContentHash.of("one".getBytes(UTF_8));
  private static final ContentHash TWO = ContentHash.of("two".getBytes(UTF_8));

  private final Inventory before = Inventory.of(Map.of("a", ONE, "b", ONE, "c", ONE));

  @Test
  void whatWasMadeOfAnotherOneDiffersFromItInWhatWasChanged() {
    Inventory after = before.with(Map.of("a", ONE, "b", TWO, "d", TWO), List.of("c", "d", "e"));

    assertThat(after.files()).isEqualTo(Map.of("a", ONE, "b", TWO, "d", TWO));
    assertThat(before.files()).isEqualTo(Map.of("a", ONE, "b", ONE, "c", ONE));
    assertThat(before.differenceTo(after))
        .isEqualTo(Difference.between(before, after))
        .isSameAs(before.differenceTo(after));
    assertThat(before.differenceTo(after).added()).containsExactly("d");
    assertThat(before.differenceTo(after).changed()).containsExactly("b");
    assertThat(before.differenceTo(after).removed()).containsExactly("c");
  }

  @Test
  void anyTwoCanBeCompared() {
    Inventory after = before.with(Map.of("b", TWO), List.of());
    Inventory back = after.with(Map.of("b", ONE), List.of());

    assertThat(after.differenceTo(back).changed()).containsExactly("b");
    assertThat(back.differenceTo(after).changed()).containsExactly("b");
    assertThat(before.differenceTo(back).isEmpty()).isTrue();
    assertThat(before.differenceTo(before).isEmpty()).isTrue();
    assertThat(Inventory.EMPTY.differenceTo(before).added()).containsExactly("a", "b", "c");
  }

  @Test
  void isTheSameWhereNothingChanges() {
    assertThat(before.with(Map.of("a", ONE), List.of("d"))).isSameAs(before);
  }

  @Test
  void isEqualToOneWithTheSameFiles() {
    Inventory same = before.with(Map.of("a", TWO), List.of()).with(Map.of("a", ONE), List.of());

    assertThat(same).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(same.digest()).isEqualTo(before.digest());
    assertThat(before.with(Map.of("a", TWO), List.of())).isNotEqualTo(before);
    assertThat(before.with(Map.of(), List.of("a"))).isNotEqualTo(before);
  }
}
