package dev.innerloop.image.load;

/** Receives the progress of loading an image into nodes. */
public interface LoadListener {

  /**
   * The image is being sent.
   *
   * @param place display name of the destination
   * @param sent bytes so far
   * @param bytes total size
   */
  default void loading(String reference, String place, long sent, long bytes) {}

  /** The image was sent, and the tool is still unpacking it. */
  default void unpacking(String reference, String place) {}
}
