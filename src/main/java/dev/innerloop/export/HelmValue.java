package dev.innerloop.export;

import dev.innerloop.manifest.tree.Template;

/**
 * A reference to a value in a template.
 *
 * @param text the template expression with braces; in a block, {@code %d} is the indentation
 */
record HelmValue(String text, Form form) implements Template {

  private enum Form {
    INLINE,
    BLOCK,
    OPTIONAL
  }

  /** A quoted string. */
  static HelmValue text(String value) {
    return new HelmValue("{{ " + value + " | quote }}", Form.INLINE);
  }

  static HelmValue number(String value) {
    return new HelmValue("{{ int " + value + " }}", Form.INLINE);
  }

  /** A template expression as it is. */
  static HelmValue raw(String text) {
    return new HelmValue(text, Form.INLINE);
  }

  /** A map or a list. */
  static HelmValue block(String value) {
    return new HelmValue("{{- toYaml " + value + " | nindent %d }}", Form.BLOCK);
  }

  /** An optional number; without it, the field is omitted. */
  static HelmValue optionalNumber(String value) {
    return new HelmValue(value, Form.OPTIONAL);
  }

  @Override
  public String field(String name, int indent) {
    String margin = " ".repeat(indent);
    return switch (form) {
      case INLINE -> margin + name + ": " + text + "\n";
      case BLOCK -> margin + name + ":\n" + margin + "  " + text.formatted(indent + 2) + "\n";
      case OPTIONAL ->
          """
          {{- if not (kindIs "invalid" %1$s) }}
          %2$s: {{ int %1$s }}
          {{- end }}
          """
              .formatted(text, name)
              .indent(indent);
    };
  }

  /**
   * @throws IllegalStateException if it is not an inline value
   */
  @Override
  public String item() {
    if (form != Form.INLINE) {
      throw new IllegalStateException(text + " is a field");
    }
    return text;
  }
}
