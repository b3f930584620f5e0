package dev.innerloop.wire;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How one delivery ended in one replica. */
public final class UpdateOutcome implements Payload {

  /** The position is the code on the wire. */
  public enum Kind {
    SERVED,
    /** The app ended before it served. */
    CRASHED,
    /** A newer update came before this one served. */
    SUPERSEDED,
    /** It could not be carried out, or only in part; the reason says why. */
    FAILED,
    /** The app runs but did not become ready in time. */
    NOT_READY,
    /** The content is there, but the app runs without it until the user requests a restart. */
    NEEDS_RESTART
  }

  private final Kind kind;
  private final long delivery;
  private final long revision;
  private final ReloadStrategy strategy;
  private final String reason;
  private final int exitCode;
  private final long applyMillis;
  private final long serveMillis;
  private final List<String> adapted;

  /**
   * @param strategy by which it took effect, which may be more than was asked for
   * @param reason why so, or what failed
   * @param applyMillis from the request until the workspace was changed, and classes redefined or
   *     the app started as the strategy wants it
   * @param serveMillis from then until this outcome
   */
  public UpdateOutcome(
      Kind kind,
      long delivery,
      long revision,
      ReloadStrategy strategy,
      String reason,
      int exitCode,
      long applyMillis,
      long serveMillis) {
    this(
        kind,
        delivery,
        revision,
        strategy,
        reason,
        exitCode,
        applyMillis,
        serveMillis,
        Collections.emptyList());
  }

  private UpdateOutcome(
      Kind kind,
      long delivery,
      long revision,
      ReloadStrategy strategy,
      String reason,
      int exitCode,
      long applyMillis,
      long serveMillis,
      List<String> adapted) {
    this.kind = kind;
    this.delivery = delivery;
    this.revision = revision;
    this.strategy = strategy;
    this.reason = reason;
    this.exitCode = exitCode;
    this.applyMillis = applyMillis;
    this.serveMillis = serveMillis;
    this.adapted = Collections.unmodifiableList(new ArrayList<>(adapted));
  }

  /** Of a delivery that could not be carried out at all. */
  public static UpdateOutcome failed(long delivery, long revision, String reason) {
    return new UpdateOutcome(Kind.FAILED, delivery, revision, ReloadStrategy.NONE, reason, 0, 0, 0);
  }

  public static UpdateOutcome read(DataInputStream in) throws IOException {
    return new UpdateOutcome(
        Protocol.constant(Kind.values(), in.readUnsignedByte()),
        in.readLong(),
        in.readLong(),
        Protocol.constant(ReloadStrategy.values(), in.readUnsignedByte()),
        Protocol.readText(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.available() > 0 ? Protocol.strings(in) : Collections.emptyList());
  }

  /**
   * The same outcome.
   *
   * @param classes those that were redefined in another form than that of their files
   */
  public UpdateOutcome withAdapted(List<String> classes) {
    return new UpdateOutcome(
        kind, delivery, revision, strategy, reason, exitCode, applyMillis, serveMillis, classes);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeLong(delivery);
    out.writeLong(revision);
    out.writeByte(strategy.ordinal());
    Protocol.writeText(out, reason);
    out.writeInt(exitCode);
    out.writeLong(applyMillis);
    out.writeLong(serveMillis);
    if (!adapted.isEmpty()) {
      Protocol.write(out, adapted);
    }
  }

  public Kind kind() {
    return kind;
  }

  /** The delivery that this is the only outcome of. */
  public long delivery() {
    return delivery;
  }

  /** Of the content that was delivered. */
  public long revision() {
    return revision;
  }

  public ReloadStrategy strategy() {
    return strategy;
  }

  public String reason() {
    return reason;
  }

  public int exitCode() {
    return exitCode;
  }

  public long applyMillis() {
    return applyMillis;
  }

  public long serveMillis() {
    return serveMillis;
  }

  /** The classes that were redefined in another form than that of their files. */
  public List<String> adapted() {
    return adapted;
  }
}
