package dev.innerloop.loop.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.watch.ChangeListener.Kind;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.session.LineReader;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Module;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CollectedTest {

  private final List<String> told = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private boolean echo;
  private final Module module = module();
  private final Collected collected = new Collected(new Told(), events::add);

  @Test
  void changesWaitUntilTheyAreAskedForAndAreToldOnce() {
    collected.sourcesChanged(module, Set.of(Path.of("A.java")));
    collected.sourcesChanged(module, Set.of(Path.of("B.java")));
    collected.pomChanged(Path.of("pom.xml"));
    collected.manifestsChanged(module, Set.of(Path.of("service.yml")));
    assertThat(told).isEmpty();
    assertThat(events)
        .containsExactly(
            new Event.ChangesWait(1),
            new Event.ChangesWait(2),
            new Event.ChangesWait(3),
            new Event.ChangesWait(4));

    collected.release();
    collected.release();

    assertThat(told).containsExactly("pom.xml", "sources of shop: 2", "manifests of shop: 1");
  }

  @Test
  void countsAnewAfterAnUpdate() {
    collected.resourcesChanged(module, Set.of());
    collected.release();
    collected.noticed(module, Kind.OUTPUT);
    collected.outputChanged(module, Set.of(Path.of("A.class")));
    assertThat(events).containsExactly(new Event.ChangesWait(1), new Event.ChangesWait(1));
  }

  @Test
  void whatAnUpdateItselfWritesIsNoChangeThatWaits() {
    echo = true;
    collected.noticed(module, Kind.OUTPUT);
    echo = false;
    collected.outputChanged(module, Set.of(Path.of("A.class")));
    collected.outputChanged(module, Set.of(Path.of("B.class")));
    assertThat(events).isEmpty();

    collected.release();

    assertThat(events).containsExactly(new Event.Notice("No change waits."));
    assertThat(told).containsExactly("output of shop: 2"); // it may be somebody else's after all
  }

  @Test
  void namesNothingOfAnOutputOfWhichOnceNobodyKnew() {
    collected.outputChanged(module, Set.of(Path.of("A.class")));
    collected.outputChanged(module, Set.of());
    collected.outputChanged(module, Set.of(Path.of("B.class")));
    collected.release();

    assertThat(told).containsExactly("output of shop: 0");
  }

  @Test
  void saysThatNothingWaits() {
    collected.release();
    assertThat(events).containsExactly(new Event.Notice("No change waits."));
    assertThat(told).isEmpty();
  }

  @Test
  void eachLineAsksAndTheEndOfTheInputIsTold() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    try (LineReader reader =
        LineReader.start(
            new ByteArrayInputStream("\n\nx\n".getBytes(StandardCharsets.UTF_8)),
            lines::add,
            ended::countDown)) {
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(lines).containsExactly("", "", "x");
  }

  private static Module module() {
    Path folder = Path.of("shop");
    return new Module(
        new Coordinates("org.acme", "shop", "1"),
        folder,
        folder.resolve("pom.xml"),
        List.of(),
        List.of(),
        folder.resolve("target/classes"),
        folder.resolve("target/generated"),
        List.of(),
        new Module.CompilerSettings(List.of(), List.of(), null));
  }

  private final class Told implements Collected.Taker {

    @Override
    public void together(Runnable telling) {
      telling.run();
    }

    @Override
    public boolean isEcho() {
      return echo;
    }

    @Override
    public void sourcesChanged(Module module, Set<Path> files) {
      told.add("sources of " + module.name() + ": " + files.size());
    }

    @Override
    public void resourcesChanged(Module module, Set<Path> files) {
      told.add("resources of " + module.name());
    }

    @Override
    public void manifestsChanged(Module module, Set<Path> files) {
      told.add("manifests of " + module.name() + ": " + files.size());
    }

    @Override
    public void outputChanged(Module module, Set<Path> files) {
      told.add("output of " + module.name() + ": " + files.size());
    }

    @Override
    public void pomChanged(Path pom) {
      told.add(pom.toString());
    }
  }
}
