package dev.innerloop.image.content;

import dev.innerloop.image.PushListener;
import dev.innerloop.image.base.BaseListener;

/** Receives the events of an image build. Layers are pushed concurrently, from several threads. */
public interface ImageListener extends PushListener, LayerListener, BaseListener {

  /** Ignores everything. */
  ImageListener NONE = new ImageListener() {};

  /**
   * A layer of the base image is downloaded, once for all projects.
   *
   * @param bytes its size
   */
  default void pullingBase(String base, long bytes) {}

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
