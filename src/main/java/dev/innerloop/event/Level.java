package dev.innerloop.event;

/** How severe a line of output is, in Maven's terms. */
public enum Level {
  INFO,
  WARNING,
  ERROR
}
