package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowSavesTest {

  @TempDir Path folder;

  private final List<Event> events = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final SlowSaves saves =
      new SlowSaves(
          (time, task) -> {
            assertThat(time).isEqualTo(Duration.ofSeconds(1));
            later.add(task);
          },
          events::add);

  private Change two;

  @BeforeEach
  void save() throws Exception {
    SampleModule shop = new SampleModule(folder, "shop");
    two =
        new Change(
            shop.module(), Change.Kind.SOURCES, Set.of(Path.of("A.java"), Path.of("B.java")));
  }

  @Test
  void aBuildThatTakesASecondIsAcknowledged() {
    saves.building(List.of(two));
    aSecondPasses();

    assertThat(events).containsExactly(new Event.Notice("2 files were saved, building..."));
  }

  @Test
  void aFasterOneIsNot() {
    saves.building(List.of(two));
    saves.built();
    aSecondPasses();

    assertThat(events).isEmpty();
  }

  @Test
  void anEarlierOneDoesNotCount() {
    saves.building(List.of(two));
    saves.built();
    saves.building(List.of());
    aSecondPasses();

    assertThat(events).as("the second build is of no save").isEmpty();
  }

  private void aSecondPasses() {
    later.forEach(Runnable::run);
    later.clear();
  }
}
