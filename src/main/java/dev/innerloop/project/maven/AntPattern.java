package dev.innerloop.project.maven;

import java.util.regex.Pattern;

/** An Ant-style path pattern, as in {@code includes} of a POM. */
public final class AntPattern {

  private final Pattern pattern;

  AntPattern(String text) {
    String path = text.trim().replace('\\', '/');
    if (path.startsWith("/")) {
      path = path.substring(1);
    }
    if (path.isEmpty() || path.endsWith("/")) {
      path += "**";
    }
    StringBuilder regex = new StringBuilder();
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].equals("**")) {
        regex.append(last ? ".*" : "(?:[^/]+/)*");
      } else {
        appendPart(parts[i], regex);
        if (!last && !(i == parts.length - 2 && parts[i + 1].equals("**"))) {
          regex.append('/');
        } else if (!last) {
          regex.append("(?:/.*)?"); // "a/**" is also "a" itself
          i++;
        }
      }
    }
    pattern = Pattern.compile(regex.toString());
  }

  private static void appendPart(String part, StringBuilder regex) {
    for (char c : part.toCharArray()) {
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
  }

  /**
   * @param path with slashes
   */
  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }
}
