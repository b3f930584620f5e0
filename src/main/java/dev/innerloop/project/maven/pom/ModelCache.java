package dev.innerloop.project.maven.pom;

import java.lang.reflect.Field;
import org.apache.maven.execution.MavenSession;

/**
 * What Maven 4 has read in this session. It takes POMs to stay as they are for as long, and offers
 * no way to say that they changed; Maven 3 reads them each time.
 */
public final class ModelCache {

  private static final String TYPE = "org.apache.maven.impl.cache.DefaultRequestCache";

  private ModelCache() {}

  /** Has the next reader of POMs open their files. */
  static void forget(MavenSession session) {
    try {
      Field key =
          Class.forName(TYPE, false, MavenSession.class.getClassLoader()).getDeclaredField("KEY");
      key.setAccessible(true);
      session.getRepositorySession().getData().set(key.get(null), null);
    } catch (ClassNotFoundException e) {
      return; // Maven 3
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Maven keeps POMs where they cannot be renewed", e);
    }
  }
}
