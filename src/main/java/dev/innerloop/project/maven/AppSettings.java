package dev.innerloop.project.maven;

import org.jspecify.annotations.Nullable;

/**
 * What a module's configuration of our plugin says of the app in it; null where nothing is said.
 *
 * @param name of the app on the cluster
 * @param mainClass the class to run
 * @param port where the app listens, 0 for nowhere
 */
public record AppSettings(
    @Nullable String name, @Nullable String mainClass, @Nullable Integer port) {

  public static final AppSettings NONE = new AppSettings(null, null, null);
}
