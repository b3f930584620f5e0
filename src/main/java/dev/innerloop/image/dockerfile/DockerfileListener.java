package dev.innerloop.image.dockerfile;

/** Receives the progress of a Dockerfile build. */
public interface DockerfileListener {

  /**
   * A step starts.
   *
   * @param step such as {@code 3/5: COPY target/app.jar /app.jar}
   */
  default void building(String tool, String step) {}

  /** The image is saved from the storage of the tool. */
  default void saving(String tool) {}
}
