package dev.innerloop.image.dockerfile;

/** Told what a build from a Dockerfile does. */
public interface DockerfileListener {

  /**
   * A step begins.
   *
   * @param step such as {@code 3/5: COPY target/app.jar /app.jar}
   */
  default void building(String tool, String step) {}

  /** The image is taken from where the tool keeps it. */
  default void saving(String tool) {}
}
