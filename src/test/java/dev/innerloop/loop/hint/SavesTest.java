package dev.innerloop.loop.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.watch.ChangeListener.Kind;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavesTest {

  private final List<String> told = new ArrayList<>();
  private final Saves saves = new Saves(() -> told.add("hold"), error -> told.add("go " + error));
  private final Module module = module("shop");

  @Test
  void holdsFromTheFirstTouchUntilItIsBroughtOver() {
    saves.noticed(module, Kind.SOURCES);
    saves.noticed(module, Kind.SOURCES);
    assertThat(told).containsExactly("hold");
    saves.told(module, Kind.SOURCES);
    saves.begin();
    assertThat(told).containsExactly("hold");

    saves.end("");

    assertThat(told).containsExactly("hold", "go ");
  }

  @Test
  void goesOnHoldingForASaveThatCameMeanwhile() {
    saves.noticed(module, Kind.SOURCES);
    saves.told(module, Kind.SOURCES);
    saves.begin();
    saves.noticed(module, Kind.SOURCES);
    saves.end("");
    assertThat(told).containsExactly("hold");

    saves.told(module, Kind.SOURCES);
    saves.begin();
    saves.end("");

    assertThat(told).containsExactly("hold", "go ");
  }

  @Test
  void waitsForEveryModuleThatWasTouched() {
    Module other = module("other");
    saves.noticed(module, Kind.SOURCES);
    saves.noticed(other, Kind.RESOURCES);
    saves.told(module, Kind.SOURCES);
    saves.begin();
    saves.end("");
    assertThat(told).containsExactly("hold");

    saves.told(other, Kind.RESOURCES);
    saves.begin();
    saves.end("A.java:1: error: no");

    assertThat(told).containsExactly("hold", "go A.java:1: error: no");
  }

  @Test
  void doesNotHoldForTheEchoOfItsOwnWrites() {
    saves.noticed(module, Kind.SOURCES);
    saves.told(module, Kind.SOURCES);
    saves.begin();
    saves.noticed(module, Kind.OUTPUT);
    saves.end("");
    saves.noticed(module, Kind.OUTPUT);
    saves.told(module, Kind.OUTPUT);
    saves.begin();
    saves.end("");

    assertThat(told).containsExactly("hold", "go ");
  }

  @Test
  void holdsForWhatOthersWriteIntoTheOutput() {
    saves.noticed(module, Kind.OUTPUT);
    saves.told(module, Kind.OUTPUT);
    saves.begin();
    saves.end("");

    assertThat(told).containsExactly("hold", "go ");
  }

  @Test
  void whatIsNoSaveChangesNothing() {
    saves.begin();
    saves.end("");

    assertThat(told).isEmpty();
  }

  private static Module module(String name) {
    Path base = Path.of(name);
    return new Module(
        new Coordinates("com.example", name, "1"),
        base,
        base.resolve("pom.xml"),
        List.of(base.resolve("src/main/java")),
        List.of(),
        base.resolve("target/classes"),
        base.resolve("target/generated-sources/annotations"),
        List.of(),
        new Module.CompilerSettings(List.of(), List.of(), null));
  }
}
