package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Sourced;
import dev.innerloop.project.framework.config.AppFiles;
import java.util.Map;
import java.util.Optional;

/** Reads where an app of one framework can be asked. */
interface FrameworkReader {

  /**
   * @param environment variables that the container gets
   * @param port the one that the user says, which wins over the app's own configuration
   */
  Endpoints read(
      AppFiles files,
      Libraries libraries,
      Map<String, String> environment,
      Optional<Sourced<Integer>> port);
}
