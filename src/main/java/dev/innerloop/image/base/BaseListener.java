package dev.innerloop.image.base;

/** Told what is asked of images. */
public interface BaseListener {

  /** The description of an image is read from its registry. */
  default void readingImage(String reference) {}
}
