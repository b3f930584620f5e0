package dev.innerloop.doctor.machine;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether Maven is new enough. */
public record MavenCheck(String version) implements Check {

  private static final int MAJOR = 3;
  private static final int MINOR = 8;
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  @Override
  public Topic topic() {
    return Topic.MAVEN;
  }

  @Override
  public Finding look() {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return Finding.warning(
          "Its version is \"" + version + "\", which cannot be understood.",
          "Use Maven 3.8 or newer: mvn -version");
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    return major > MAJOR || major == MAJOR && minor >= MINOR
        ? Finding.ok(version)
        : Finding.problem(
            "Maven " + version + " is older than 3.8, which is the oldest that works.",
            "Install a newer one, or add a wrapper to the project: mvn wrapper:wrapper"
                + " -Dmaven=3.9.11");
  }
}
