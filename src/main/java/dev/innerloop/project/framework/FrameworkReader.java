package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Sourced;
import dev.innerloop.project.framework.config.AppFiles;
import java.util.Map;
import java.util.Optional;

/** Reads the endpoints of an app with a particular framework. */
interface FrameworkReader {

  /**
   * @param environment variables of the container
   * @param port set by the user, which overrides the app's own configuration
   */
  Endpoints read(
      AppFiles files,
      Libraries libraries,
      Map<String, String> environment,
      Optional<Sourced<Integer>> port);
}
