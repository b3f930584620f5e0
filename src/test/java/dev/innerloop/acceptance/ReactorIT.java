package dev.innerloop.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A project that does not know the plugin: a library, and an app that uses it. */
class ReactorIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String WORDS = "lib/src/main/java/org/acme/words/Words.java";

  @RegisterExtension final Bench bench = new Bench();

  static Stream<MavenHome> mavens() {
    return Stream.of(MavenHome.oldest(), MavenHome.ofThisBuild(), MavenHome.next());
  }

  @ParameterizedTest
  @MethodSource("mavens")
  void servesAnEditOfTheLibraryWithThePluginCalledByItsCoordinate(MavenHome maven) {
    ProjectCopy project = bench.copy(Path.of("src/it/reactor"));
    String plugin = "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version");
    MavenRun session = bench.start(bench.maven(project, plugin + ":watch").with(maven));
    String url = session.events().awaitReady(READY).url();
    Http.awaitAnswer(url, "hello from the library", SERVED);

    project.replace(WORDS, "hello from the library", "hello from the edited library");

    Http.awaitAnswer(url, "hello from the edited library", SERVED);
    session.interrupt();
  }
}
