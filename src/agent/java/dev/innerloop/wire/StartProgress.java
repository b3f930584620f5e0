package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An app takes long to serve a delivery, or its port is taken: what it waits for. */
public final class StartProgress implements Payload {

  private final long delivery;
  private final long millis;
  private final StartObstacle obstacle;

  /**
   * @param millis since the app was started
   */
  public StartProgress(long delivery, long millis, StartObstacle obstacle) {
    this.delivery = delivery;
    this.millis = millis;
    this.obstacle = obstacle;
  }

  public static StartProgress read(DataInput in) throws IOException {
    return new StartProgress(in.readLong(), in.readLong(), StartObstacle.read(in));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(delivery);
    out.writeLong(millis);
    obstacle.write(out);
  }

  /** The delivery that is not served yet. */
  public long delivery() {
    return delivery;
  }

  public long millis() {
    return millis;
  }

  public StartObstacle obstacle() {
    return obstacle;
  }
}
