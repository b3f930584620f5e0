package dev.innerloop.project.maven;

import java.lang.reflect.Field;
import org.apache.maven.execution.MavenSession;

/**
 * The model cache of Maven 4. It assumes that POMs do not change during a session and has no API to
 * invalidate them; Maven 3 reads them each time.
 */
final class ModelCache {

  private static final String TYPE = "org.apache.maven.impl.cache.DefaultRequestCache";

  private ModelCache() {}

  /** Clears the cache, so that POM files are read again. */
  static void clear(MavenSession session) {
    try {
      Field key =
          Class.forName(TYPE, false, MavenSession.class.getClassLoader()).getDeclaredField("KEY");
      key.setAccessible(true);
      session.getRepositorySession().getData().set(key.get(null), null);
    } catch (ClassNotFoundException e) {
      return; // Maven 3
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The model cache of this Maven version cannot be cleared", e);
    }
  }
}
