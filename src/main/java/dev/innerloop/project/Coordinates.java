package dev.innerloop.project;

/** Maven coordinates of a module or an artifact. */
public record Coordinates(String groupId, String artifactId, String version) {

  @Override
  public String toString() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
