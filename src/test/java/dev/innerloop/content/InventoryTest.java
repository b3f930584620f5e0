package dev.innerloop.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTest {

  private static final ContentHash ONE = ContentHash.of("one".getBytes(UTF_8));
  private static final ContentHash TWO = ContentHash.of("two".getBytes(UTF_8));

  private static final WorkspacePath A = WorkspacePath.of("a");
  private static final WorkspacePath B = WorkspacePath.of("b");
  private static final WorkspacePath C = WorkspacePath.of("c");
  private static final WorkspacePath D = WorkspacePath.of("d");
  private static final WorkspacePath E = WorkspacePath.of("e");

  private final Inventory before = Inventory.of(Map.of(A, ONE, B, ONE, C, ONE));

  @Test
  void whatWasMadeOfAnotherOneDiffersFromItInWhatWasChanged() {
    Inventory after = before.with(Map.of(A, ONE, B, TWO, D, TWO), List.of(C, D, E));

    assertThat(after.files()).isEqualTo(Map.of(A, ONE, B, TWO, D, TWO));
    assertThat(before.files()).isEqualTo(Map.of(A, ONE, B, ONE, C, ONE));
    assertThat(before.differenceTo(after))
        .isEqualTo(InventoryDifference.between(before, after))
        .isSameAs(before.differenceTo(after));
    assertThat(before.differenceTo(after).added())
        .extracting(WorkspacePath::toString)
        .containsExactly("d");
    assertThat(before.differenceTo(after).changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("b");
    assertThat(before.differenceTo(after).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("c");
  }

  @Test
  void anyTwoCanBeCompared() {
    Inventory after = before.with(Map.of(B, TWO), List.of());
    Inventory back = after.with(Map.of(B, ONE), List.of());

    assertThat(after.differenceTo(back).changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("b");
    assertThat(back.differenceTo(after).changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("b");
    assertThat(before.differenceTo(back).isEmpty()).isTrue();
    assertThat(before.differenceTo(before).isEmpty()).isTrue();
    assertThat(Inventory.EMPTY.differenceTo(before).added())
        .extracting(WorkspacePath::toString)
        .containsExactly("a", "b", "c");
  }

  @Test
  void isTheSameWhereNothingChanges() {
    assertThat(before.with(Map.of(A, ONE), List.of(D))).isSameAs(before);
  }

  @Test
  void isEqualToOneWithTheSameFiles() {
    Inventory same = before.with(Map.of(A, TWO), List.of()).with(Map.of(A, ONE), List.of());

    assertThat(same).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(same.digest()).isEqualTo(before.digest());
    assertThat(before.with(Map.of(A, TWO), List.of())).isNotEqualTo(before);
    assertThat(before.with(Map.of(), List.of(A))).isNotEqualTo(before);
  }
}
