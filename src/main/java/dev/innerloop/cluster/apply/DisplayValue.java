package dev.innerloop.cluster.apply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a field's value is shown: short, and without secrets. */
final class DisplayValue {

  private static final int LONGEST = 80;

  private static final Pattern SECRET =
      Pattern.compile(
          "passw|secret|token|credential|(api|private|access)[-_.]?key", Pattern.CASE_INSENSITIVE);

  /** Whether keys are the user's own; elsewhere {@code secretName} is no secret. */
  private static final Pattern NAMED =
      Pattern.compile("\\.(data|env)\\b|env\\[name=.*?]|annotations\\.");

  /** An environment variable may have any name. */
  private static final Pattern UNNAMED = Pattern.compile("env\\[\\d+]\\.value$");

  private DisplayValue() {}

  static String of(String kind, String path, Optional<Object> value) {
    if (value.isEmpty()) {
      return "nothing";
    }
    if (isSecret(kind, path)) {
      return "a hidden value";
    }
    Object shown = value.get();
    if (shown instanceof Map || shown instanceof List) {
      return shortened(String.valueOf(shown));
    }
    String text = String.valueOf(shown);
    long lines = text.lines().count();
    return lines > 1 ? "a text of " + lines + " lines" : shortened(text);
  }

  private static boolean isSecret(String kind, String path) {
    if (kind.equals("Secret")) {
      return !path.replaceFirst("^\\.", "").startsWith("metadata.labels");
    }
    return UNNAMED.matcher(path).find()
        || NAMED.matcher(path).find() && SECRET.matcher(path).find();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
