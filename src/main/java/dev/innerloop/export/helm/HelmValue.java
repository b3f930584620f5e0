package dev.innerloop.export.helm;

import dev.innerloop.manifest.tree.Template;

/**
 * A value of a chart where a template uses it.
 *
 * @param text what stands for the value, with its braces; of a block {@code %d} is its indentation
 */
record HelmValue(String text, Form form) implements Template {

  private enum Form {
    INLINE,
    BLOCK,
    OPTIONAL
  }

  /** Quoted, whatever is in it. */
  static HelmValue text(String value) {
    return new HelmValue("{{ " + value + " | quote }}", Form.INLINE);
  }

  static HelmValue number(String value) {
    return new HelmValue("{{ int " + value + " }}", Form.INLINE);
  }

  /** As it is written: a template of its own. */
  static HelmValue raw(String text) {
    return new HelmValue(text, Form.INLINE);
  }

  /** A map or a list. */
  static HelmValue block(String value) {
    return new HelmValue("{{- toYaml " + value + " | nindent %d }}", Form.BLOCK);
  }

  /** A number without which there is no such field. */
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
   * @throws IllegalStateException if it is no inline value
   */
  @Override
  public String item() {
    if (form != Form.INLINE) {
      throw new IllegalStateException(text + " is a field");
    }
    return text;
  }
}
