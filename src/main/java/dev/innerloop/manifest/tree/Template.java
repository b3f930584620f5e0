package dev.innerloop.manifest.tree;

/** A placeholder for a template engine in a YAML file. */
public interface Template {

  /**
   * The lines for a field of a map.
   *
   * @param name of the field, in YAML
   * @param indent of the line, in spaces
   */
  String field(String name, int indent);

  /** The text after the dash for an item of a list. */
  String item();
}
