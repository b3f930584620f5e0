package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.SourcedValue;
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
      AppDependencies libraries,
      Map<String, String> environment,
      Optional<SourcedValue<Integer>> port);
}
