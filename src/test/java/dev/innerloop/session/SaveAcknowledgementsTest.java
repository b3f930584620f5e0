package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.SampleModule;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveAcknowledgementsTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  private final AtomicLong now = new AtomicLong();

  private final List<Event> events = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final SaveAcknowledgements saves =
      new SaveAcknowledgements(
          ChangeTime.since(BEGUN),
          () -> now.get(),
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

  @Test
  void aSaveWithoutAnEffectIsOneLine() throws Exception {
    saves.withoutEffect(List.of(saved("Price.java"), saved("Cart.java")));

    assertThat(events)
        .containsExactly(
            new Event.Notice("Cart.java, Price.java saved without an effect: nothing to update"));
  }

  @Test
  void ofManyFilesItNamesSome() throws Exception {
    saves.withoutEffect(
        List.of(
            saved("E.java"), saved("D.java"), saved("C.java"), saved("B.java"), saved("A.java")));

    assertThat(events)
        .containsExactly(
            new Event.Notice(
                "A.java, B.java, C.java and 2 more saved without an effect: nothing to update"));
  }

  @Test
  void aFileThatIsSavedAgainAndAgainIsOneLine() throws Exception {
    Path cart = saved("Cart.java");
    for (int second = 0; second < 30; second++) {
      now.set(Duration.ofSeconds(second).toNanos());
      saves.withoutEffect(List.of(cart));
    }
    assertThat(events).hasSize(1);

    now.addAndGet(Duration.ofSeconds(6).toNanos());
    saves.withoutEffect(List.of(cart));

    assertThat(events).as("by the user, later").hasSize(2);
  }

  @Test
  void anotherContentIsAnotherEditHoweverSoonItFollows() throws Exception {
    Path cart = saved("Cart.java");
    saves.withoutEffect(List.of(cart));
    SampleModule.write(cart, "class Cart { /* edited */ }");
    saves.withoutEffect(List.of(cart));
    saves.withoutEffect(List.of(saved("Cart.java")));

    assertThat(events).as("the last one restores the first").hasSize(3);
  }

  @Test
  void whatWasSavedBeforeTheSessionWatchedMayBePartOfTheBuild() throws Exception {
    saves.withoutEffect(List.of(folder.resolve("Deleted.java")));

    assertThat(events).isEmpty();
  }

  private Path saved(String name) throws Exception {
    return SampleModule.write(folder.resolve(name), "class " + name);
  }

  private void aSecondPasses() {
    later.forEach(Runnable::run);
    later.clear();
  }
}
