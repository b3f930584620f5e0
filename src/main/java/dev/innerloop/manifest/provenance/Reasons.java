package dev.innerloop.manifest.provenance;

import dev.innerloop.project.SourcedValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies inputs into fields and records their origin, so that the reported origin is always the
 * actual one. Not thread-safe.
 */
public final class Reasons {

  /** Origin of default values. */
  public static final String DEFAULT = "the default of this plugin";

  private final List<Reason> all;
  private final String resource;
  private final String path;

  private Reasons(List<Reason> all, String resource, String path) {
    this.all = all;
    this.resource = resource;
    this.path = path;
  }

  public static Reasons none() {
    return new Reasons(new ArrayList<>(), "", "");
  }

  /** The recorder for the fields of a resource. */
  public Reasons of(String kind, String name) {
    return new Reasons(all, kind + " " + name, "");
  }

  /** The recorder for the fields below this one. */
  public Reasons at(String field) {
    return new Reasons(all, resource, path(field));
  }

  public <T> T take(String field, SourcedValue<T> value) {
    return take(field, value.value(), value.from());
  }

  public <T> T take(String field, T value, String from) {
    all.add(new Reason(resource, path(field), String.valueOf(value), from));
    return value;
  }

  /** Like {@link #take}, without recording the value. */
  public <T> T takeSecretly(String field, T value, String from) {
    all.add(new Reason(resource, path(field), Reason.SECRET, from));
    return value;
  }

  /** All reasons in the order in which they were recorded. */
  public List<Reason> all() {
    return List.copyOf(all);
  }

  private String path(String field) {
    return path.isEmpty() || field.startsWith("[") ? path + field : path + "." + field;
  }
}
