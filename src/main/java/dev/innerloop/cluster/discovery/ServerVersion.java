package dev.innerloop.cluster.discovery;

/**
 * The Kubernetes version of an API server.
 *
 * @param words as reported, such as {@code v1.34.4+k3s1}
 */
public record ServerVersion(int major, int minor, String words) {

  /** Clouds report minor versions such as {@code 27+}. */
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
