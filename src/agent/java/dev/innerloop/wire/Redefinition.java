package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A class that is to take effect in the running JVM, and what stands against it. */
public final class Redefinition implements Payload {

  private final String className;
  private final String path;
  private final String obstacle;
  private final List<String> methods;

  /**
   * @param className its binary name
   * @param path of its file, or empty if it is gone
   * @param obstacle why it cannot be redefined if it is loaded already, or empty
   * @param methods names and descriptors of the methods that changed
   */
  public Redefinition(String className, String path, String obstacle, List<String> methods) {
    this.className = className;
    this.path = path;
    this.obstacle = obstacle;
    this.methods = Collections.unmodifiableList(new ArrayList<>(methods));
  }

  public static Redefinition read(DataInput in) throws IOException {
    return new Redefinition(
        Protocol.readText(in), Protocol.readText(in), Protocol.readText(in), Protocol.strings(in));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Protocol.writeText(out, className);
    Protocol.writeText(out, path);
    Protocol.writeText(out, obstacle);
    Protocol.write(out, methods);
  }

  /** The same class with its file elsewhere. */
  public Redefinition at(String otherPath) {
    return new Redefinition(className, otherPath, obstacle, methods);
  }

  public String className() {
    return className;
  }

  public String path() {
    return path;
  }

  public String obstacle() {
    return obstacle;
  }

  public List<String> methods() {
    return methods;
  }
}
