package dev.innerloop.image.load;

/** Told how an image gets into nodes. */
public interface LoadListener {

  /**
   * The image is on its way.
   *
   * @param place where to, in the user's words
   * @param sent bytes so far
   * @param bytes its size
   */
  default void loading(String reference, String place, long sent, long bytes) {}

  /** All of it was sent, and the program still works on it. */
  default void unpacking(String reference, String place) {}
}
