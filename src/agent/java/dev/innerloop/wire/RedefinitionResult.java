package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a {@link RedefinitionRequest} ended. */
public final class RedefinitionResult implements Payload {

  private final String refusal;
  private final List<String> adapted;

  private RedefinitionResult(String refusal, List<String> adapted) {
    this.refusal = refusal;
    this.adapted = Collections.unmodifiableList(new ArrayList<>(adapted));
  }

  /**
   * It is done, or can be.
   *
   * @param adapted the classes that the JVM has in their adapted form now
   */
  public static RedefinitionResult done(List<String> adapted) {
    return new RedefinitionResult(null, adapted);
  }

  /** Nothing was redefined. */
  public static RedefinitionResult refused(String reason) {
    return new RedefinitionResult(reason, Collections.emptyList());
  }

  public static RedefinitionResult read(DataInput in) throws IOException {
    return in.readBoolean() ? done(Protocol.strings(in)) : refused(Protocol.readText(in));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(refusal == null);
    if (refusal == null) {
      Protocol.write(out, adapted);
    } else {
      Protocol.writeText(out, refusal);
    }
  }

  /** Why nothing was redefined, or null. */
  public String refusal() {
    return refusal;
  }

  public List<String> adapted() {
    return adapted;
  }
}
