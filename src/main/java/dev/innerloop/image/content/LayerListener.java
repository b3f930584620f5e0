package dev.innerloop.image.content;

/** Receives the events of layers. */
public interface LayerListener {

  /** A layer is packed because its content is new. */
  default void buildingLayer(String layer, int files) {}
}
