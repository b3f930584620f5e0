package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RegistryWarmUpTest {

  @Test
  void loadsAsFarAsTheExecutionOfARequest() throws Exception {
    try (Fresh loader = new Fresh()) {
      run(loader, true);

      assertThat(loader.has("org.apache.http.protocol.HttpRequestExecutor")).isTrue();
      assertThat(loader.has("com.google.cloud.tools.jib.registry.ManifestChecker")).isTrue();
      assertThat(loader.has("com.fasterxml.jackson.databind.ser.BeanSerializer")).isTrue();
    }
  }

  @Test
  void loadsOnlyWhatReadsIfNothingChanged() throws Exception {
    try (Fresh loader = new Fresh()) {
      run(loader, false);

      assertThat(loader.has("com.fasterxml.jackson.databind.JsonNode")).isTrue();
      assertThat(loader.has("org.apache.http.HttpRequest")).isFalse();
    }
  }

  private static void run(ClassLoader loader, boolean changed) throws Exception {
    Method run =
        loader
            .loadClass(RegistryWarmUp.class.getName())
            .getDeclaredMethod("run", BooleanSupplier.class);
    run.setAccessible(true);
    run.invoke(null, (BooleanSupplier) () -> changed);
  }

  @Test
  void saysNothingIfItsClassLoaderIsClosedMeanwhile() throws Exception {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    try {
      Fresh loader = new Fresh();
      BooleanSupplier closing =
          () -> {
            try {
              loader.close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return true;
          };
      loader
          .loadClass(RegistryWarmUp.class.getName())
          .getDeclaredMethod("start", BooleanSupplier.class)
          .invoke(null, closing);
      for (Thread thread : warmUps()) {
        assertThat(thread.isDaemon()).isTrue();
        thread.join();
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(uncaught).isEmpty();
  }

  private static List<Thread> warmUps() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("dev-image-warm-up"))
        .toList();
  }

  /** Loads all of the class path anew. */
  private static final class Fresh extends URLClassLoader {

    Fresh() {
      super(
          Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
              .map(Fresh::url)
              .toArray(URL[]::new),
          ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String path) {
      try {
        return java.nio.file.Path.of(path).toUri().toURL();
      } catch (java.net.MalformedURLException e) {
        throw new IllegalArgumentException(path, e);
      }
    }

    boolean has(String name) {
      return findLoadedClass(name) != null;
    }
  }
}
