package dev.innerloop.manifest.check;

import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks names and labels by the rules of apimachinery's util/validation. */
final class NameCheck {

  private static final int LABEL = 63;
  private static final int SUBDOMAIN = 253;

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  /** Kinds whose names, possibly with a suffix, are used as labels or host names. */
  private static final Map<String, Integer> LONGEST =
      Map.of(
          "Service", LABEL, "Namespace", LABEL, "StatefulSet", LABEL, "Job", LABEL, "CronJob", 52);

  private final Findings findings;

  NameCheck(Findings findings) {
    this.findings = findings;
  }

  void check(Mapping resource) {
    String kind = resource.text("kind").orElse("");
    resource
        .text("metadata", "name")
        .ifPresentOrElse(
            name -> name(name, kind, resource),
            () ->
                findings.add(
                    resource.at("metadata"),
                    (kind.isEmpty() ? "the resource" : kind) + " has no name",
                    "Add metadata.name."));
    resource.mapping("metadata", "labels").ifPresent(this::labels);
    for (CheckedWorkload workload : CheckedWorkload.in(List.of(resource))) {
      workload.template().mapping("metadata", "labels").ifPresent(this::labels);
    }
  }

  private void name(String name, String kind, Mapping resource) {
    if (Schema.groupOf(resource.text("apiVersion").orElse(""))
        .equals("rbac.authorization.k8s.io")) {
      return; // almost any name
    }
    Position at = resource.at("metadata", "name");
    int longest = LONGEST.getOrDefault(kind, SUBDOMAIN);
    if (name.length() > longest) {
      findings.add(
          at,
          "the name of " + kind + " " + name + " has " + name.length() + " characters",
          "The maximum is " + longest + ".");
    } else if (!NAME.matcher(name).matches()
        || (longest < SUBDOMAIN && name.contains(".") && !kind.equals("StatefulSet"))) {
      findings.add(
          at,
          "\"" + name + "\" is not a valid name for a " + kind,
          "Use lower-case letters, digits and hyphens, a letter or digit first and last.");
    } else if (kind.equals("Service") && !Character.isLetter(name.charAt(0))) {
      findings.add(at, "the name of a Service must begin with a letter: " + name, "Rename it.");
    }
  }

  private void labels(Mapping labels) {
    labels
        .fields()
        .forEach(
            (key, node) -> {
              String word = key.substring(key.indexOf('/') + 1);
              if (word.length() > LABEL || !WORD.matcher(word).matches()) {
                findings.add(
                    node.at(),
                    "\"" + key + "\" is not a valid label key",
                    "Use at most 63 letters, digits, - _ and ., with a letter or digit first and"
                        + " last, after an optional prefix that ends in /.");
              }
              if (node instanceof Scalar scalar && scalar.value() instanceof String value) {
                value(key, value, node.at());
              }
            });
  }

  private void value(String key, String value, Position at) {
    if (value.length() > LABEL) {
      findings.add(
          at,
          "the value of label " + key + " has " + value.length() + " characters",
          "The maximum is 63.");
    } else if (!value.isEmpty() && !WORD.matcher(value).matches()) {
      findings.add(
          at,
          "\"" + value + "\" is not a valid value for label " + key,
          "Use letters, digits, - _ and ., with a letter or digit first and last. An annotation"
              + " accepts any text.");
    }
  }

  void requireUnique(List<Mapping> resources) {
    Map<List<String>, Mapping> seen = new HashMap<>();
    for (Mapping resource : resources) {
      Optional<String> name = resource.text("metadata", "name");
      if (name.isPresent()) {
        String kind = resource.text("kind").orElse("");
        Mapping other =
            seen.putIfAbsent(
                List.of(
                    Schema.groupOf(resource.text("apiVersion").orElse("")),
                    kind,
                    name.get(),
                    resource.text("metadata", "namespace").orElse("")),
                resource);
        if (other != null) {
          findings.add(
              resource.at("metadata", "name"),
              kind
                  + " "
                  + name.get()
                  + " is defined twice; the other definition is at "
                  + other.at("metadata", "name"),
              "Remove or rename one of them.");
        }
      }
    }
  }
}
