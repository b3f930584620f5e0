package dev.innerloop.project.maven;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module's configuration of our plugin says of the app in it; null where nothing is said.
 *
 * @param name of the app on the cluster
 * @param mainClass the class to run
 * @param port where the app listens, 0 for nowhere
 * @param form how it is shipped
 * @param environment variables that the app's container gets
 */
public record AppSettings(
    @Nullable String name,
    @Nullable String mainClass,
    @Nullable Integer port,
    Form form,
    Map<String, String> environment) {

  public AppSettings {
    environment = Map.copyOf(environment);
  }

  public static final AppSettings NONE = new AppSettings(null, null, null, Form.AUTO, Map.of());

  /** How an app is shipped. */
  public enum Form {
    /** As its POM suggests. */
    AUTO,
    CLASSPATH,
    WAR,
    BOOT,
    QUARKUS,
    NATIVE
  }
}
