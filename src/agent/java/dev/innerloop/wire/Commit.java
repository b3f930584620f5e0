package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last frame of a delivery: how it is to take effect. Each one is answered by exactly one
 * {@link UpdateOutcome}.
 */
public final class Commit implements Payload {

  private final ReloadStrategy strategy;
  private final String reason;
  private final Launch launch;
  private final List<Redefinition> classes;
  private final List<AdaptedClass> adapted;
  private final RunningForms basis;

  /**
   * @param reason why by this strategy
   * @param classes what to redefine; paths are relative to the workspace
   */
  public Commit(ReloadStrategy strategy, String reason, Launch launch, List<Redefinition> classes) {
    this(strategy, reason, launch, classes, Collections.emptyList(), RunningForms.AS_DELIVERED);
  }

  private Commit(
      ReloadStrategy strategy,
      String reason,
      Launch launch,
      List<Redefinition> classes,
      List<AdaptedClass> adapted,
      RunningForms basis) {
    this.strategy = strategy;
    this.reason = reason;
    this.launch = launch;
    this.classes = Collections.unmodifiableList(new ArrayList<>(classes));
    this.adapted = Collections.unmodifiableList(new ArrayList<>(adapted));
    this.basis = basis;
  }

  public static Commit read(DataInputStream in) throws IOException {
    ReloadStrategy strategy = Protocol.constant(ReloadStrategy.values(), in.readUnsignedByte());
    String reason = Protocol.readText(in);
    Launch launch = Launch.read(in);
    return new Commit(
        strategy,
        reason,
        launch,
        redefinitions(in),
        AdaptedClass.readRest(in),
        RunningForms.readRest(in));
  }

  /** Reads classes to redefine. */
  public static List<Redefinition> redefinitions(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > Protocol.MAX_REDEFINED) {
      throw new ProtocolException("too many classes to redefine");
    }
    List<Redefinition> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.add(Redefinition.read(in));
    }
    return classes;
  }

  /** Writes what {@link #redefinitions} reads. */
  public static void write(DataOutput out, List<Redefinition> classes) throws IOException {
    out.writeInt(classes.size());
    for (Redefinition redefinition : classes) {
      redefinition.write(out);
    }
  }

  /**
   * The same commit.
   *
   * @param forms those of the classes that the JVM does not accept as their files are
   * @param before what the session knows of the JVM: it has planned by this
   */
  public Commit withAdapted(List<AdaptedClass> forms, RunningForms before) {
    return new Commit(strategy, reason, launch, classes, forms, before);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(strategy.ordinal());
    Protocol.writeText(out, reason);
    launch.write(out);
    write(out, classes);
    writeRest(out, adapted, basis);
  }

  public ReloadStrategy strategy() {
    return strategy;
  }

  public String reason() {
    return reason;
  }

  public Launch launch() {
    return launch;
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

  /** Writes what later levels have appended, as far as there is any. */
  static void writeRest(DataOutput out, List<AdaptedClass> adapted, RunningForms basis)
      throws IOException {
    AdaptedClass.writeRest(out, adapted, !basis.isEmpty());
    if (!basis.isEmpty()) {
      basis.write(out);
    }
  }
}
