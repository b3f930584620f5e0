package dev.innerloop.content;

import java.nio.file.Path;

/** Is notified of content that is not delivered to replicas. */
public interface ContentListener {

  /**
   * A file of an output directory cannot be delivered. Reported once for each file.
   *
   * @param reason why not
   */
  void leftOut(Path file, String reason);
}
