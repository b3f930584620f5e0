package dev.innerloop.image.content;

/**
 * Receives the events of reading, building and pushing an image. Layers are pushed concurrently,
 * from several threads.
 */
public interface ImageListener {

  /** Ignores everything. */
  ImageListener NONE = new ImageListener() {};

  /** The manifest and configuration of an image are read from its registry. */
  default void readingImage(String reference) {}

  /**
   * A layer of the base image is downloaded, once for all projects.
   *
   * @param bytes its size
   */
  default void pullingBase(String base, long bytes) {}

  /** A layer is packed because its content is new. */
  default void buildingLayer(String layer, int files) {}

  /**
   * A layer is pushed because the registry lacks it.
   *
   * @param layer its name; "base" for layers of the base image
   * @param sent bytes so far
   * @param bytes its size
   */
  default void pushingLayer(String layer, long sent, long bytes) {}

  /** The registry already has this content under its tag: nothing is pushed. */
  default void upToDate(String reference) {}

  /** The image is pushed completely. */
  default void pushed(String reference, String digest) {}

  /**
   * A file was pushed as a referrer of an image.
   *
   * @param listed whether the registry lists it among the referrers of the image
   */
  default void attached(String file, String image, boolean listed) {}
}
