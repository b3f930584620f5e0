package dev.innerloop.cluster.access;

import dev.innerloop.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another user or group that gets access to the namespace.
 *
 * @param group whether the name is that of a group
 * @param role a ClusterRole
 */
public record Grant(boolean group, String name, String role) {

  private static final Pattern FORM = Pattern.compile("(group:)?([^=,\\s]+?)(?:=([\\w.:-]+))?");

  /** Reads {@code anna}, {@code bob=view} or {@code group:team-a=admin}. */
  public static Grant parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new Problem(
          "dev.access contains \"" + text.strip() + "\", which names no user or group.",
          "List users, and groups with the prefix group:, each with a role unless it is edit:"
              + " -Ddev.access=anna,bob=view,group:team-a");
    }
    String role = matcher.group(3);
    return new Grant(matcher.group(1) != null, matcher.group(2), role == null ? "edit" : role);
  }

  String title() {
    return (group ? "group " : "") + name + " (" + role + ")";
  }
}
