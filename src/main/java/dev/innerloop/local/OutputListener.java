package dev.innerloop.local;

/** Told what a local replica prints, line by line. */
public interface OutputListener {

  void line(String line);
}
