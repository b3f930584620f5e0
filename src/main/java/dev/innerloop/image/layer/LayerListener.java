package dev.innerloop.image.layer;

/** Told what happens to layers. */
public interface LayerListener {

  /** A layer's content is new, so it is packed. */
  default void buildingLayer(String layer, int files) {}
}
