package dev.innerloop.manifest.tree;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes YAML in the usual style: quotes only where necessary, and multi-line texts as blocks.
 * Unquoted text is a string in both YAML 1.1, which Kubernetes tools read, and YAML 1.2.
 */
public final class YamlWriter {

  private static final int STEP = 2;
  private static final Pattern WORDS =
      Pattern.compile("(?:\\.\\./)*[A-Za-z_/][\\w /.@+%=,;()~:-]*");
  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]*(m|Ki|Mi|Gi|Ti)");

  private final UnaryOperator<String> escape;

  public YamlWriter() {
    this(UnaryOperator.identity());
  }

  /**
   * @param escape applied to texts after they are formatted as YAML
   */
  public YamlWriter(UnaryOperator<String> escape) {
    this.escape = escape;
  }

  /** Writes a document; equal fields give equal bytes. */
  public String write(Map<String, ? extends @Nullable Object> fields) {
    StringBuilder out = new StringBuilder();
    if (fields.isEmpty()) {
      return "{}\n";
    }
    writeFields(fields, 0, out);
    return out.toString();
  }

  private void writeFields(Map<?, ?> fields, int indent, StringBuilder out) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = scalar(String.valueOf(field.getKey()));
      if (field.getValue() instanceof Template template) {
        out.append(template.field(name, indent));
      } else {
        out.append(" ".repeat(indent)).append(name).append(':');
        writeValue(field.getValue(), indent, out);
      }
    }
  }

  /** Writes the value after the colon of a field. */
  private void writeValue(@Nullable Object value, int indent, StringBuilder out) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      writeFields(map, indent + STEP, out);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      writeItems(list, indent, out);
    } else if (value instanceof String text && isBlock(text)) {
      writeBlock(text, indent + STEP, out);
    } else {
      out.append(' ').append(single(value)).append('\n');
    }
  }

  private void writeItems(List<?> items, int indent, StringBuilder out) {
    for (Object item : items) {
      out.append(" ".repeat(indent)).append('-');
      if (item instanceof Map<?, ?> map && !map.isEmpty()) {
        StringBuilder fields = new StringBuilder();
        writeFields(map, indent + STEP, fields);
        out.append(' ').append(fields.substring(indent + STEP));
      } else if (item instanceof List<?> list && !list.isEmpty()) {
        out.append('\n');
        writeItems(list, indent + STEP, out);
      } else {
        writeValue(item, indent, out);
      }
    }
  }

  private String single(@Nullable Object value) {
    if (value instanceof Template template) {
      return template.item();
    }
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      return "[]";
    }
    return value instanceof String text ? scalar(text) : String.valueOf(value);
  }

  private String scalar(String text) {
    return escape.apply(isPlain(text) ? text : quoted(text));
  }

  private static boolean isPlain(String text) {
    return (WORDS.matcher(text).matches() || QUANTITY.matcher(text).matches())
        && !text.contains(": ")
        && !text.endsWith(":")
        && !text.endsWith(" ")
        && text.equals(PlainText.value(text));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> out.append(isPrintable(c) ? String.valueOf(c) : "\\u%04X".formatted((int) c));
      }
    }
    return out.append('"').toString();
  }

  /** Characters that are printable in all YAML versions; some others count as line breaks. */
  private static boolean isPrintable(char c) {
    return c >= ' ' && c < 0x7F || c > 0xA0 && c != 0x2028 && c != 0x2029 && c < 0xFEFF;
  }

  private static boolean isBlock(String text) {
    return text.indexOf('\n') > 0
        && text.charAt(0) != ' '
        && !text.startsWith("\t")
        && text.chars().allMatch(c -> c == '\n' || c == '\t' || isPrintable((char) c));
  }

  private void writeBlock(String text, int indent, StringBuilder out) {
    out.append(text.endsWith("\n\n") ? " |+\n" : text.endsWith("\n") ? " |\n" : " |-\n");
    for (String line : escape.apply(text).split("\n", -1)) {
      out.append(line.isEmpty() ? "" : " ".repeat(indent) + line).append('\n');
    }
    if (text.endsWith("\n")) {
      out.setLength(out.length() - 1); // the text after the last line break
    }
  }
}
