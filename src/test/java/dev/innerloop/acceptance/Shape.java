package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of Maven project: its files, and what a developer does to them.
 *
 * @param name for the report
 * @param app folder of the app's module, relative to the project's; empty if it is the project
 * @param mainClass of the app, which answers at {@code /} on the port {@code PORT}
 * @param files text by path
 * @param isPackaged whether its build makes a jar that {@code java -jar} starts
 * @param edits each can be made at any time, in any order
 */
record Shape(
    String name,
    String app,
    String mainClass,
    boolean isPackaged,
    Map<String, String> files,
    List<ShapeEdit> edits) {

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
    private String app = "";
    private boolean isPackaged;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<ShapeEdit> edits = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    Builder app(String folder) {
      app = folder;
      return this;
    }

    /** The jar that its build makes can be started. */
    Builder packaged() {
      isPackaged = true;
      return this;
    }

    Builder file(String path, String text) {
      files.put(path, text);
      return this;
    }

    Builder files(Map<String, String> more) {
      files.putAll(more);
      return this;
    }

    Builder edit(String what, ShapeEdit.Action action) {
      edits.add(ShapeEdit.of(what, action));
      return this;
    }

    Builder edits(List<ShapeEdit> more) {
      edits.addAll(more);
      return this;
    }

    /** Its build succeeds also if its sources do not compile; what it makes then does not run. */
    Builder withoutErrors() {
      edits.removeIf(ShapeEdit::mayBreak);
      return this;
    }

    /** All of these edits; and several of them by a switch to another branch. */
    Shape build() {
      List<ShapeEdit> all = new ArrayList<>(edits);
      all.add(ShapeEdit.branchSwitch(edits));
      return new Shape(name, app, SampleSources.MAIN_CLASS, isPackaged, files, all);
    }
  }
}
