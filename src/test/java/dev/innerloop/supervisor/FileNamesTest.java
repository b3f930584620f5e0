package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FileNamesTest {

  @Test
  void sortsByTheBytesOfUtf8() {
    assertThat(sorted("b", "a/", "a.b", "ä", "a", "\ud83d\ude00", "\uffee", ""))
        .containsExactly("", "a", "a.b", "a/", "b", "ä", "\uffee", "\ud83d\ude00");
  }

  @Test
  void sortsManyNamesAsATreeSetDoes() {
    Random random = new Random(7);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      names.add(Long.toString(random.nextLong() >>> random.nextInt(60), 36));
    }

    assertThat(new TreeSet<>(sorted(names.toArray(new String[0])))).containsAll(names);
    assertThat(sorted(names.toArray(new String[0]))).isSorted();
  }

  private static List<String> sorted(String... names) {
    FileNames all = new FileNames();
    for (String name : names) {
      all.add(name.getBytes(UTF_8));
    }
    all.sort();
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < all.count(); i++) {
      sorted.add(new String(all.get(i), UTF_8));
    }
    return sorted;
  }
}
