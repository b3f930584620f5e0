package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.List;

/** A newer version of a class in a form that the JVM accepts in place of the running one. */
final class AdaptedVersion {

  private final byte[] bytes;
  private final List<String> added;
  private final List<String> former;

  /**
   * @param bytes the class file
   * @param added the methods that the running version lacks, by name and descriptor
   * @param former the methods of the running version whose bodies change or that are not used any
   *     more
   */
  AdaptedVersion(byte[] bytes, List<String> added, List<String> former) {
    this.bytes = bytes.clone();
    this.added = List.copyOf(added);
    this.former = List.copyOf(former);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  boolean addsMethods() {
    return !added.isEmpty();
  }

  boolean addsLambdas() {
    return added.stream().anyMatch(method -> method.contains("lambda$"));
  }

  List<String> former() {
    return new ArrayList<>(former);
  }
}
