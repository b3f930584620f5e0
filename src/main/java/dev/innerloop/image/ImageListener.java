package dev.innerloop.image;

import dev.innerloop.image.base.BaseListener;
import dev.innerloop.image.layer.LayerListener;
import dev.innerloop.image.push.PushListener;

/** Told what happens to an image. Layers are pushed at the same time, from several threads. */
public interface ImageListener extends PushListener, LayerListener, BaseListener {

  /** Ignores everything. */
  ImageListener NONE = new ImageListener() {};

  /**
   * A layer of the base image is downloaded, once for all projects.
   *
   * @param bytes its size
   */
  default void pullingBase(String base, long bytes) {}

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
