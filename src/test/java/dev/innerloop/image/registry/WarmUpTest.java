package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void loadsAsFarAsTheExecutionOfARequest() throws Exception {
    try (Fresh loader = new Fresh()) {
      Method run = loader.loadClass(WarmUp.class.getName()).getDeclaredMethod("run");
      run.setAccessible(true);
      run.invoke(null);

      assertThat(loader.has("org.apache.http.protocol.HttpRequestExecutor")).isTrue();
      assertThat(loader.has("com.google.cloud.tools.jib.registry.ManifestChecker")).isTrue();
      assertThat(loader.has("com.fasterxml.jackson.databind.ser.BeanSerializer")).isTrue();
    }
  }

  @Test
  void isWaitedForByNobody() {
    assertThatCode(WarmUp::start).doesNotThrowAnyException();
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().equals("dev-image-warm-up")))
        .allMatch(Thread::isDaemon);
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
