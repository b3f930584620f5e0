package dev.innerloop.cluster.facts;

/**
 * Which Kubernetes an API server is of.
 *
 * @param words as it says it, such as {@code v1.34.4+k3s1}
 */
public record ServerVersion(int major, int minor, String words) {

  /** Clouds write {@code 27+} for a minor version. */
  static ServerVersion of(String major, String minor, String words) {
    return new ServerVersion(number(major), number(minor), words);
  }

  private static int number(String text) {
    String digits = text.replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  public boolean isOlderThan(int otherMajor, int otherMinor) {
    return major < otherMajor || major == otherMajor && minor < otherMinor;
  }
}
