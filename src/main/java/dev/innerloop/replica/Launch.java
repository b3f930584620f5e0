package dev.innerloop.replica;

import dev.innerloop.wire.ReloadMode;
import java.util.List;
import java.util.Optional;

/**
 * How a supervisor starts the app's JVM.
 *
 * @param mainClass the class whose main is run
 * @param classPath entries relative to the workspace, in order
 * @param jvmOptions options of the JVM, heap and system properties included
 * @param arguments arguments of main
 * @param environment of its process
 * @param port where the app will listen on loopback, 0 if it does not
 * @param readinessPath HTTP path that answers 2xx or 3xx once the app serves; without one an open
 *     port counts
 * @param reload which ways its updates may take effect
 */
public record Launch(
    String mainClass,
    List<String> classPath,
    List<String> jvmOptions,
    List<String> arguments,
    Environment environment,
    int port,
    Optional<String> readinessPath,
    ReloadMode reload) {

  public Launch {
    classPath = List.copyOf(classPath);
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
  }

  /** The same, with updates that may take effect in other ways. */
  public Launch with(ReloadMode other) {
    return new Launch(
        mainClass, classPath, jvmOptions, arguments, environment, port, readinessPath, other);
  }

  /** The same, in another environment. */
  public Launch in(Environment other) {
    return new Launch(
        mainClass, classPath, jvmOptions, arguments, other, port, readinessPath, reload);
  }

  /** In the supervisor's environment, with updates that take effect in the cheapest way. */
  public Launch(
      String mainClass,
      List<String> classPath,
      List<String> jvmOptions,
      List<String> arguments,
      int port,
      Optional<String> readinessPath) {
    this(
        mainClass,
        classPath,
        jvmOptions,
        arguments,
        Environment.INHERITED,
        port,
        readinessPath,
        ReloadMode.AUTO);
  }
}
