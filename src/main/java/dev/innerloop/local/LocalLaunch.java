package dev.innerloop.local;

import dev.innerloop.replica.SessionKey;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the supervisor of a local replica is started.
 *
 * @param name of the replica
 * @param javaHome the Java that runs the supervisor and the app
 * @param workingDirectory of the app
 * @param mayBeWorker whether the app may turn out to listen on no port
 * @param environment variables in addition to those of this process
 */
record LocalLaunch(
    String name,
    SessionKey key,
    Path javaHome,
    Path workingDirectory,
    boolean mayBeWorker,
    Map<String, String> environment) {

  LocalLaunch {
    environment = Map.copyOf(environment);
  }
}
