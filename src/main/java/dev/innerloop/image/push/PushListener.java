package dev.innerloop.image.push;

/** Told what is sent. Layers are pushed at the same time, from several threads. */
public interface PushListener {

  /**
   * The registry lacks a layer.
   *
   * @param layer its name; "base" for those of the base image
   * @param sent bytes so far
   * @param bytes its size
   */
  default void pushingLayer(String layer, long sent, long bytes) {}
}
