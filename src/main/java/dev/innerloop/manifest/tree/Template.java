package dev.innerloop.manifest.tree;

/** A value that a template engine is to fill in, as it is written into a file of YAML. */
public interface Template {

  /**
   * As a field of a map: whole lines.
   *
   * @param name of the field, as YAML
   * @param indent of the line, in spaces
   */
  String field(String name, int indent);

  /** As an item of a list: what follows the dash. */
  String item();
}
