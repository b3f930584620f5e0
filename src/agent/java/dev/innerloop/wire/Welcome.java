package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A supervisor's answer to a writer; its inventory follows in {@link FrameType#FILES}. */
public final class Welcome implements Payload {

  private final int level;
  private final State state;
  private final int files;
  private final Launch launch;

  /**
   * @param files how many the inventory has
   * @param launch how the app was last started; null if it never was
   */
  public Welcome(State state, int files, Launch launch) {
    this(Protocol.LEVEL, state, files, launch);
  }

  private Welcome(int level, State state, int files, Launch launch) {
    this.level = level;
    this.state = state;
    this.files = files;
    this.launch = launch;
  }

  public static Welcome read(DataInput in) throws IOException {
    return new Welcome(
        in.readUnsignedShort(),
        State.readFirst(in),
        Protocol.checkedFiles(in.readInt()),
        in.readBoolean() ? Launch.read(in) : null);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeShort(level);
    state.writeFirst(out);
    out.writeInt(files);
    out.writeBoolean(launch != null);
    if (launch != null) {
      launch.write(out);
    }
  }

  /** Which additions to the protocol the supervisor knows. */
  public int level() {
    return level;
  }

  /** Without what a later level has added: the {@link FrameType#STATE} that follows says that. */
  public State state() {
    return state;
  }

  public int files() {
    return files;
  }

  /** Null if the app was never started. */
  public Launch launch() {
    return launch;
  }
}
