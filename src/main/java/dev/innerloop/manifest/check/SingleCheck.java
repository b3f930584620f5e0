package dev.innerloop.manifest.check;

import dev.innerloop.manifest.schema.Shape.Single;
import dev.innerloop.manifest.schema.Type;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Scalar;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a scalar value against the type of its field. */
final class SingleCheck {

  /** {@code pkg/api/resource.Quantity} of apimachinery. */
  private static final Pattern QUANTITY =
      Pattern.compile(
          "[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?");

  private final Findings findings;

  SingleCheck(Findings findings) {
    this.findings = findings;
  }

  void check(Node node, Single shape, String path) {
    if (shape == Single.ANY) {
      return;
    }
    if (!(node instanceof Scalar scalar)) {
      add(node, path, shape, "Write a single value after the colon.");
      return;
    }
    Object value = scalar.value();
    switch (shape) {
      case STRING, TIME -> {
        if (!(value instanceof String)) {
          add(node, path, shape, "Put it in quotes.");
        }
      }
      case BYTES -> bytes(node, value, path);
      case BOOLEAN -> {
        if (!(value instanceof Boolean)) {
          add(node, path, shape, "Write true or false, without quotes.");
        }
      }
      case INT32, INT64 -> whole(node, value, shape, path);
      case DOUBLE -> {
        if (!(value instanceof Number)) {
          add(node, path, shape, "Write it without quotes.");
        }
      }
      case QUANTITY -> {
        boolean number = value instanceof Number;
        if (!number && !(value instanceof String text && QUANTITY.matcher(text).matches())) {
          add(node, path, shape, "Write a number with a unit: m, k, M, G, Ki, Mi, Gi.");
        }
      }
      case INT_OR_STRING -> {
        if (!(value instanceof Long || value instanceof String)) {
          add(node, path, shape, "Write a whole number or a text.");
        }
      }
      case ANY -> {}
    }
  }

  private void bytes(Node node, @Nullable Object value, String path) {
    try {
      if (value instanceof String text) {
        Base64.getMimeDecoder().decode(text);
        if (text.matches("[A-Za-z0-9+/=\\s]*")) {
          return;
        }
      }
    } catch (IllegalArgumentException e) {
      // reported below, like characters that are not valid in base64
    }
    findings.add(
        node.at(),
        path + " is not base64",
        "Encode it, or use plain text under stringData in a Secret or data in a ConfigMap.");
  }

  private void whole(Node node, @Nullable Object value, Single shape, String path) {
    if (!(value instanceof Long number)) {
      add(
          node,
          path,
          shape,
          value instanceof String text && text.matches("-?\\d+")
              ? "Remove the quotes."
              : "Use digits only.");
    } else if (shape == Single.INT32 && number.intValue() != number) {
      findings.add(node.at(), path + " is too large: " + number, "The maximum is a 32-bit number.");
    }
  }

  /** Checks ranges and enumerations. */
  void limits(Type type, String field, Node node, String path) {
    if (!(node instanceof Scalar scalar)) {
      return;
    }
    Optional<FieldLimits.Range> range = FieldLimits.range(type.name(), field);
    boolean tooLarge =
        type.field(field).orElseThrow().shape() == Single.INT32
            && scalar.value() instanceof Long number
            && number > Integer.MAX_VALUE; // already reported
    if (range.isPresent()
        && !tooLarge
        && scalar.value() instanceof Long number
        && !range.get().holds(number)) {
      findings.add(
          node.at(),
          path + " is " + number,
          "It must be "
              + range.get().words()
              + (range.get().most() == 0777 ? " (octal 0777)." : "."));
    }
    Optional<List<String>> words = FieldLimits.words(type.name(), field);
    if (words.isPresent() && scalar.value() instanceof String word && !words.get().contains(word)) {
      findings.add(
          node.at(),
          path + " is \"" + word + "\"",
          "Valid values: " + String.join(", ", words.get()) + ".");
    }
  }

  private void add(Node node, String path, Single shape, String fix) {
    findings.add(node.at(), path + " is " + shape.words() + ", not " + node.word(), fix);
  }
}
