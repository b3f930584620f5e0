package dev.innerloop.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.innerloop.manifest.schema.PatchCorpus.Case;
import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrategicMergeTest {

  static List<Case> corpus() {
    return PatchCorpus.all();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void doesWhatKubectlDoes(Case each) {
    if (each.expected().isEmpty()) {
      assertThatThrownBy(() -> each.merged(each.original())).isInstanceOf(Unmergeable.class);
    } else {
      assertThat(withoutEmpty(each.merged(each.original())))
          .isEqualTo(withoutEmpty(each.expected().get()));
    }
  }

  @Test
  void isHeldAgainstEnoughOfThem() {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(corpus()).filteredOn(each -> each.expected().isEmpty()).hasSize(9);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void leavesOriginalAndPatchAsTheyAre(Case each) {
    String original = each.original().toString();
    String patch = each.patch().toString();

    catchThrowable(() -> each.merged(each.original()));

    assertThat(each.original()).hasToString(original);
    assertThat(each.patch()).hasToString(patch);
  }

  /** kubectl prints nulls and a status that say nothing. */
  private static Object withoutEmpty(Mapping resource) {
    return withoutNulls(resource.without("status").plain());
  }

  private static Object withoutNulls(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      map.forEach(
          (name, each) -> {
            if (each != null) {
              kept.put(name, withoutNulls(each));
            }
          });
      return kept;
    }
    return value instanceof List<?> list
        ? list.stream().map(StrategicMergeTest::withoutNulls).toList()
        : value;
  }
}
