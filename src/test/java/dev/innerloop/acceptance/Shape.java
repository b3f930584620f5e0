package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of Maven project: its files, and what a developer does to them.
 *
 * @param name for the report
 * @param files text by path
 * @param edits each can be made at any time, in any order
 */
record Shape(String name, Map<String, String> files, List<ShapeEdit> edits) {

  Shape {
    files = Map.copyOf(files);
    edits = List.copyOf(edits);
  }

  @Override
  public String toString() {
    return name;
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  /** Puts a project together from parts. */
  static final class Builder {

    private final String name;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<ShapeEdit> edits = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    Builder file(String path, String text) {
      files.put(path, text);
      return this;
    }

    Builder edit(String what, ShapeEdit.Action action) {
      edits.add(new ShapeEdit(what, action));
      return this;
    }

    Shape build() {
      return new Shape(name, files, edits);
    }
  }
}
