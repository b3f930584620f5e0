package dev.innerloop.doctor;

/**
 * The version of Maven. Maven itself enforces the minimum version, before any goal runs, by the
 * prerequisites in the plugin's POM.
 */
public record MavenCheck(String version) implements Check {

  @Override
  public Topic topic() {
    return Topic.MAVEN;
  }

  @Override
  public CheckResult run() {
    return CheckResult.ok(version);
  }
}
