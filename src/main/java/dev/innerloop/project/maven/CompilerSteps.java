package dev.innerloop.project.maven;

import dev.innerloop.project.build.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;

/**
 * Runs the steps of a project's build. Compiler plugins both log errors and throw them; here they
 * do not log, because the session shows what they throw, with paths that terminals can link.
 */
final class CompilerSteps {

  /** Plugins that throw all errors that they log. Others have the log to themselves. */
  private static final Set<String> THROWING =
      Set.of("maven-compiler-plugin", "kotlin-maven-plugin", "aspectj-maven-plugin");

  /** Levels of Maven's logging, which reads them when it creates a logger; the second since 4. */
  private static final List<String> LEVELS =
      List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

  private final BuildPluginManager plugins;

  CompilerSteps(BuildPluginManager plugins) {
    this.plugins = plugins;
  }

  /**
   * Runs a step.
   *
   * @throws BuildFailure with what it threw
   */
  void run(MavenSession session, MojoExecution step) throws BuildFailure {
    boolean quiet =
        THROWING.contains(step.getArtifactId())
            && !session.getRequest().isShowErrors() // -e and -X ask for all that there is
            && !failsOnWarnings(session, step);
    try {
      if (quiet) {
        runQuietly(session, step);
      } else {
        plugins.executeMojo(session, step);
      }
    } catch (Exception e) { // Maven declares four exceptions, and wraps those of the plugin
      throw new BuildFailure(
          step.getArtifactId() + ":" + step.getGoal() + " failed: " + e.getMessage(),
          details(e),
          e);
    }
  }

  /** A mojo's logger has the name of its class, which is not otherwise used to run it. */
  private void runQuietly(MavenSession session, MojoExecution step) throws Exception {
    MojoDescriptor mojo = step.getMojoDescriptor();
    String named = mojo.getImplementation();
    String quiet = named + ".quiet";
    LEVELS.forEach(level -> System.setProperty(level + quiet, "off"));
    mojo.setImplementation(quiet);
    try {
      plugins.executeMojo(session, step);
    } finally {
      mojo.setImplementation(named);
    }
  }

  /** The error is then that there are warnings, which are only logged. */
  private static boolean failsOnWarnings(MavenSession session, MojoExecution step) {
    return new CompilerArguments(new MojoConfiguration(session, step))
        .options()
        .contains("-Werror");
  }

  /** What the plugin says of the failure at length comes before what it says in short. */
  private static List<String> details(Throwable failure) {
    List<String> details = new ArrayList<>();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof AbstractMojoExecutionException mojo && mojo.getLongMessage() != null) {
        details.add(mojo.getLongMessage());
      }
      if (each.getMessage() != null) {
        details.add(each.getMessage());
      }
    }
    return details;
  }
}
