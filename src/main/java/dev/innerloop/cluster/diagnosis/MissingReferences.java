package dev.innerloop.cluster.diagnosis;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ConfigMap or Secret, or a key of one, that a pod waits for, recognized by the kubelet's
 * message.
 */
public final class MissingReferences {

  /** Operators that create Secrets do so within some seconds. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Pattern OBJECT =
      Pattern.compile("(?i)(configmap|secret)s? \"([^\"]+)\" not found");
  private static final Pattern KEY =
      Pattern.compile("couldn't find key (\\S+) in (ConfigMap|Secret) [^/\\s]+/(\\S+)");
  private static final Pattern KEY_OF_VOLUME =
      Pattern.compile(
          "volume \"([^\"]+)\".* references non-existent (?:config|secret) key: (\\S+)");

  private MissingReferences() {}

  /**
   * @param who waits for it; begins a sentence
   */
  public static Optional<Finding> of(String who, String words, Place where) {
    Matcher object = OBJECT.matcher(words);
    if (object.find()) {
      String kind = object.group(1).equalsIgnoreCase("configmap") ? "ConfigMap" : "Secret";
      return finding(
          who + " is waiting for " + kind + " " + object.group(2),
          words,
          where,
          "Create it (for example in src/main/kubernetes), correct its name, or mark the reference"
              + " as optional.");
    }
    Matcher key = KEY.matcher(words);
    if (key.find()) {
      return finding(
          who
              + " is waiting for the key "
              + key.group(1)
              + " of "
              + key.group(2)
              + " "
              + key.group(3),
          words,
          where,
          "Add the key, or correct its name in the container. Existing keys: kubectl describe "
              + key.group(2).toLowerCase(Locale.ROOT)
              + " "
              + key.group(3));
    }
    Matcher keyOfVolume = KEY_OF_VOLUME.matcher(words);
    return keyOfVolume.find()
        ? finding(
            who
                + " is waiting for the key "
                + keyOfVolume.group(2)
                + " of volume "
                + keyOfVolume.group(1),
            words,
            where,
            "Add the key to the ConfigMap or Secret of the volume, or correct its name in the"
                + " volume.")
        : Optional.empty();
  }

  private static Optional<Finding> finding(String what, String words, Place where, String remedy) {
    return Optional.of(
        Finding.certainAfter(GRACE, new Diagnosis(Cause.MISSING, what, words, where, remedy)));
  }
}
