package dev.innerloop.project.maven;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The app's settings in a module's configuration of this plugin; null if not set.
 *
 * @param name of the app on the cluster
 * @param mainClass the main class
 * @param port the HTTP port, 0 for none
 * @param form its packaging
 * @param environment variables of the app's container
 * @param arguments of its main method
 * @param jvmOptions of its JVM, which may name files
 */
public record AppSettings(
    @Nullable String name,
    @Nullable String mainClass,
    @Nullable Integer port,
    Form form,
    Map<String, String> environment,
    @Nullable List<String> arguments,
    List<String> jvmOptions) {

  public AppSettings {
    environment = Map.copyOf(environment);
    arguments = arguments == null ? null : List.copyOf(arguments);
    jvmOptions = List.copyOf(jvmOptions);
  }

  public static final AppSettings NONE =
      new AppSettings(null, null, null, Form.AUTO, Map.of(), null, List.of());

  /** The packaging of an app. */
  public enum Form {
    /** Derived from its POM. */
    AUTO,
    CLASSPATH,
    WAR,
    BOOT,
    QUARKUS,
    NATIVE
  }
}
