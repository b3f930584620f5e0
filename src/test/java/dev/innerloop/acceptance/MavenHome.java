package dev.innerloop.acceptance;

import java.nio.file.Path;

/** An installed Maven. */
record MavenHome(Path folder) {

  /** The one that runs this build. */
  static MavenHome ofThisBuild() {
    return property("it.maven");
  }

  static MavenHome oldest() {
    return property("it.maven3");
  }

  static MavenHome next() {
    return property("it.maven4");
  }

  Path mvn() {
    return folder.resolve("bin/mvn");
  }

  private static MavenHome property(String name) {
    String folder = System.getProperty(name);
    if (folder == null) {
      throw new AssertionError(
          "The acceptance tests need the build: ./mvnw verify (" + name + " is not set)");
    }
    return new MavenHome(Path.of(folder));
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
