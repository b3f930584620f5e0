package dev.innerloop.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources that the app and its libraries have, over more than one run of the app. */
class AppLoaderTest {

  @TempDir Path folder;

  private Path output;
  private ClassPath classPath;
  private LibraryResources resources;

  @BeforeEach
  void create() throws IOException {
    output = Files.createDirectories(folder.resolve("classes"));
    Path library = Files.createDirectories(folder.resolve("library"));
    Files.writeString(library.resolve("library.txt"), "the library's");
    classPath = new ClassPath(output, library);
    resources = new LibraryResources(classPath);
  }

  @Test
  void searchesTheLibrariesForANameOnceInAllRuns() throws IOException {
    AppLoader first = run();
    AppLoader second = run();
    assertThat(second.getResource("library.txt"))
        .isEqualTo(first.getResource("library.txt"))
        .isEqualTo(folder.resolve("library/library.txt").toUri().toURL());
    assertThat(first.getResource("nowhere.txt")).isNull();
    assertThat(second.getResource("nowhere.txt")).isNull();
    assertThat(classPath.searched).containsExactly("library.txt", "nowhere.txt");
  }

  @Test
  void findsWhatTheAppHasGotSince() throws IOException {
    AppLoader run = run();
    assertThat(run.getResource("added.txt")).isNull();
    assertThat(Collections.list(run.getResources("added.txt"))).isEmpty();

    Files.writeString(output.resolve("added.txt"), "the app's");
    URL added = output.resolve("added.txt").toUri().toURL();
    assertThat(run.getResource("added.txt")).isEqualTo(added);
    assertThat(Collections.list(run.getResources("added.txt"))).containsExactly(added);
  }

  @Test
  void findsWhatTheAppHidNoMoreOnceItIsDeleted() throws IOException {
    AppLoader run = run();
    Path own = Files.writeString(output.resolve("library.txt"), "the app's");
    assertThat(run.getResource("library.txt")).isEqualTo(own.toUri().toURL());
    assertThat(Collections.list(run.getResources("library.txt"))).hasSize(2);

    Files.delete(own);
    URL remaining = folder.resolve("library/library.txt").toUri().toURL();
    assertThat(run.getResource("library.txt")).isEqualTo(remaining);
    assertThat(Collections.list(run.getResources("library.txt"))).containsExactly(remaining);
  }

  @Test
  void keepsADirectoryOfTheAppUpToDate() throws IOException {
    AppLoader run = run();
    assertThat(run.getResource("templates")).isNull();
    URL directory = Files.createDirectories(output.resolve("templates")).toUri().toURL();
    assertThat(run.getResource("templates").getPath() + "/").isEqualTo(directory.getPath());
  }

  private AppLoader run() {
    return new AppLoader(List.of(output.toFile()), resources);
  }

  /** The JVM's class path, which has the app's directories, too. */
  private static final class ClassPath extends URLClassLoader {

    final List<String> searched = new ArrayList<>();

    ClassPath(Path output, Path library) throws IOException {
      super(new URL[] {output.toUri().toURL(), library.toUri().toURL()}, null);
    }

    @Override
    public URL getResource(String name) {
      searched.add(name);
      return super.getResource(name);
    }
  }
}
