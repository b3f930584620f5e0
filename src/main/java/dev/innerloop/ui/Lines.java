package dev.innerloop.ui;

import dev.innerloop.event.Level;

/** The destination of lines for people. No line has a line break. */
public interface Lines {

  /** A line of this plugin. */
  void line(Level level, String line);

  /** A line that a replica logged. */
  void output(Level level, ReplicaName replica, String line);

  /** A line of a unified diff. */
  void difference(String line);
}
