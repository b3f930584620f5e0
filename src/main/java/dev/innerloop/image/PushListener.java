package dev.innerloop.image;

/** Receives the progress of a push. Layers are pushed concurrently, from several threads. */
public interface PushListener {

  /**
   * A layer is pushed because the registry lacks it.
   *
   * @param layer its name; "base" for layers of the base image
   * @param sent bytes so far
   * @param bytes its size
   */
  default void pushingLayer(String layer, long sent, long bytes) {}
}
