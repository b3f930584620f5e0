package dev.innerloop.wire;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the agent is asked to redefine, all in one step. */
public final class RedefinitionRequest implements Payload {

  private final boolean isCheck;
  private final long maxGrowth;
  private final List<Redefinition> classes;
  private final List<AdaptedClass> adapted;
  private final RunningForms basis;

  /**
   * @param isCheck whether it is only asked if it can be done
   * @param maxGrowth bytes of metaspace that former versions of classes may take
   * @param classes with absolute paths
   * @param adapted the form of those that the JVM does not accept as they are
   * @param basis what the session knows of the classes in the JVM
   */
  public RedefinitionRequest(
      boolean isCheck,
      long maxGrowth,
      List<Redefinition> classes,
      List<AdaptedClass> adapted,
      RunningForms basis) {
    this.isCheck = isCheck;
    this.maxGrowth = maxGrowth;
    this.classes = Collections.unmodifiableList(new ArrayList<>(classes));
    this.adapted = Collections.unmodifiableList(new ArrayList<>(adapted));
    this.basis = basis;
  }

  public static RedefinitionRequest read(DataInputStream in) throws IOException {
    return new RedefinitionRequest(
        in.readBoolean(),
        in.readLong(),
        Commit.redefinitions(in),
        AdaptedClass.readRest(in),
        RunningForms.readRest(in));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(isCheck);
    out.writeLong(maxGrowth);
    Commit.write(out, classes);
    Commit.writeRest(out, adapted, basis);
  }

  public boolean isCheck() {
    return isCheck;
  }

  public long maxGrowth() {
    return maxGrowth;
  }

  public List<Redefinition> classes() {
    return classes;
  }

  public List<AdaptedClass> adapted() {
    return adapted;
  }

  public RunningForms basis() {
    return basis;
  }
}
