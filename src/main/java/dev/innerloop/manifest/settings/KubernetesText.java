package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Validates a text of the user by the rules of Kubernetes.
 *
 * @param field name of the parameter, such as {@code resources.memory}
 */
public record KubernetesText(String field, String text) {

  private static final int LABEL = 63;
  private static final int NAME = 253;

  // resource.Quantity of k8s.io/apimachinery, without a sign
  private static final Pattern QUANTITY =
      Pattern.compile("(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");
  private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
  private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

  public KubernetesText {
    text = text.trim();
  }

  /** A quantity such as {@code 100m} or {@code 512Mi}. */
  public String quantity() {
    require(
        QUANTITY.matcher(text).matches(),
        "a valid quantity",
        "Set a number, optionally with a unit: 100m or 2 for CPUs, 512Mi or 1Gi for bytes.");
    return text;
  }

  public int port() {
    return number(1, 65_535);
  }

  public int number(int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, with the range
    }
    throw problem("a number from " + least + " to " + most, "Set a valid number.");
  }

  /** A number, or a percentage such as {@code 50%}. */
  public String numberOrPercentage() {
    require(
        text.matches("\\d{1,6}|\\d{1,2}%|100%"),
        "a number or a percentage",
        "Set a value such as 1 or 50%.");
    return text;
  }

  /** The name of a resource: an RFC 1123 subdomain, at most 253 characters. */
  public String name() {
    boolean valid = text.length() <= NAME;
    for (String label : text.split("\\.", -1)) {
      valid &= DNS_LABEL.matcher(label).matches();
    }
    require(valid, "a valid name", "Use at most 253 lower-case letters, digits, hyphens and dots.");
    return text;
  }

  /** A name without dots: an RFC 1123 label, at most 63 characters. */
  public String label() {
    require(
        text.length() <= LABEL && DNS_LABEL.matcher(text).matches(),
        "a valid name",
        "Use at most 63 lower-case letters, digits and hyphens.");
    return text;
  }

  /** The name of a port: at most 15 characters. */
  public String portName() {
    require(
        text.length() <= 15 && PORT_NAME.matcher(text).matches(),
        "a valid port name",
        "Use at most 15 lower-case letters, digits and single hyphens, with at least one letter.");
    return text;
  }

  /** A host name, whose first label may be {@code *}. */
  public String host() {
    new KubernetesText(field, text.startsWith("*.") ? text.substring(2) : text).name();
    return text;
  }

  /** The path of a URL or of a file in the container. */
  public String path() {
    require(
        text.startsWith("/") && text.chars().noneMatch(Character::isWhitespace),
        "an absolute path",
        "Start it with a slash.");
    return text;
  }

  public String variable() {
    require(
        VARIABLE.matcher(text).matches(),
        "the name of an environment variable",
        "Use letters, digits, _, - and dots, not starting with a digit.");
    return text;
  }

  /** A key of a ConfigMap or a Secret. */
  public String dataKey() {
    require(
        DATA_KEY.matcher(text).matches(),
        "a valid key",
        "Use at most 253 letters, digits, _, - and dots.");
    return text;
  }

  /** The key of a label or annotation: a name with an optional prefix of a domain and a slash. */
  public String qualifiedName() {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    if (slash >= 0) {
      new KubernetesText(field, text.substring(0, slash)).name();
    }
    require(
        !name.isEmpty() && name.length() <= LABEL && LABEL_VALUE.matcher(name).matches(),
        "a valid key",
        "Use at most 63 letters, digits, _, - and dots, optionally after a domain and a slash.");
    return text;
  }

  public String labelValue() {
    require(
        text.length() <= LABEL && LABEL_VALUE.matcher(text).matches(),
        "a valid label value",
        "Use at most 63 letters, digits, _, - and dots, with a letter or digit first and last.");
    return text;
  }

  /** Labels whose keys and values are valid. */
  public static Map<String, String> labels(String field, Map<String, String> given) {
    given.forEach(
        (key, value) -> {
          new KubernetesText(field, key).qualifiedName();
          new KubernetesText(field + "." + key, value).labelValue();
        });
    return given;
  }

  /** Annotations whose keys are valid. */
  public static Map<String, String> annotations(String field, Map<String, String> given) {
    given.keySet().forEach(key -> new KubernetesText(field, key).qualifiedName());
    return given;
  }

  private void require(boolean valid, String what, String remedy) {
    if (!valid) {
      throw problem(what, remedy);
    }
  }

  private Problem problem(String what, String remedy) {
    return new Problem(field + " is \"" + text + "\", which is not " + what + ".", remedy);
  }
}
