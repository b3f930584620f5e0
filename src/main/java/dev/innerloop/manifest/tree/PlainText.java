package dev.innerloop.manifest.tree;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Interprets an unquoted YAML scalar like Kubernetes: its parser, goyaml v2 ({@code resolve.go}),
 * reads YAML 1.1, in which {@code 0644} is octal and {@code yes} is a boolean. A parser for YAML
 * 1.2 would read them differently from kubectl.
 */
final class PlainText {

  private static final Pattern WORD = Pattern.compile("[-+.0-9yYnNtTfFoO~].*", Pattern.DOTALL);
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern OCTAL = Pattern.compile("([-+]?)0o?([0-7]+)");
  private static final Pattern HEXADECIMAL = Pattern.compile("([-+]?)0[xX]([0-9a-fA-F]+)");
  private static final Pattern BINARY = Pattern.compile("([-+]?)0[bB]([01]+)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64);

  private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");
  private static final Set<String> FALSE = Set.of("n", "no", "false", "off");

  private static final Tag PLAIN = new Tag("tag:dev.innerloop:plain");

  /** Marks unquoted scalars without a tag, and merge keys, and interprets nothing itself. */
  static final Schema SCHEMA =
      new Schema() {

        @Override
        public ScalarResolver getScalarResolver() {
          return (text, plain) -> !plain ? Tag.STR : text.equals("<<") ? Tag.MERGE : PLAIN;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
          return Map.of();
        }
      };

  private PlainText() {}

  static boolean isPlain(Tag tag) {
    return tag.equals(PLAIN) || tag.equals(Tag.MERGE);
  }

  static @Nullable Object value(String text) {
    if (text.isEmpty() || text.equals("~") || isCased(text, "null")) {
      return null;
    }
    if (!WORD.matcher(text).matches()) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if ((TRUE.contains(lower) || FALSE.contains(lower)) && isCased(text, lower)) {
      return TRUE.contains(lower);
    }
    String digits = text.replace("_", "");
    Object whole = whole(digits);
    if (whole != null) {
      return whole;
    }
    if (FLOAT.matcher(digits).matches() && !digits.equals(".")) {
      double number = Double.parseDouble(digits);
      // All values are converted to JSON, which does not distinguish 1.0 and 1.
      return number == Math.rint(number) && Math.abs(number) < 1L << 53
          ? (Object) (long) number
          : (Object) number;
    }
    return text;
  }

  /** {@code word}, {@code Word} or {@code WORD}. */
  private static boolean isCased(String text, String word) {
    return text.equals(word)
        || text.equals(word.toUpperCase(Locale.ROOT))
        || text.equals(Character.toUpperCase(word.charAt(0)) + word.substring(1));
  }

  private static @Nullable Object whole(String digits) {
    if (DECIMAL.matcher(digits).matches()) {
      return number(digits, 10);
    }
    for (Map.Entry<Pattern, Integer> each :
        Map.of(OCTAL, 8, HEXADECIMAL, 16, BINARY, 2).entrySet()) {
      Matcher matcher = each.getKey().matcher(digits);
      if (matcher.matches()) {
        return number(matcher.group(1) + matcher.group(2), each.getValue());
      }
    }
    return null;
  }

  private static @Nullable Object number(String digits, int radix) {
    BigInteger number = new BigInteger(digits, radix);
    if (number.bitLength() < 64) {
      return number.longValueExact();
    }
    return number.signum() > 0 && number.compareTo(LARGEST) < 0 ? number : number.doubleValue();
  }
}
