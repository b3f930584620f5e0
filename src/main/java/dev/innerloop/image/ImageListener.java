package dev.innerloop.image;

import dev.innerloop.image.registry.PushListener;

/** Told what happens to an image. Layers are pushed at the same time, from several threads. */
public interface ImageListener extends PushListener {

  /** Ignores everything. */
  ImageListener NONE = new ImageListener() {};

  /** The description of an image is read from its registry. */
  default void readingImage(String reference) {}

  /**
   * A layer of the base image is downloaded, once for all projects.
   *
   * @param bytes its size
   */
  default void pullingBase(String base, long bytes) {}

  /** A layer's content is new, so it is packed. */
  default void buildingLayer(String layer, int files) {}

  /** The registry has this very content under its tag already: nothing is pushed. */
  default void upToDate(String reference) {}

  /** All of it is at the registry. */
  default void pushed(String reference, String digest) {}

  /**
   * A file is kept beside an image.
   *
   * @param listed whether the registry tells it to those who ask for the image
   */
  default void attached(String file, String image, boolean listed) {}
}
