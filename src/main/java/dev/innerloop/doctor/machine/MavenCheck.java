package dev.innerloop.doctor.machine;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;

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
  public Finding look() {
    return Finding.ok(version);
  }
}
