package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Environment variables of an app's process, in addition to those of its supervisor. Values may be
 * secret: {@link #toString} has the names only.
 */
public final class AppEnvironment implements Payload {

  /** The supervisor's environment, unchanged. */
  public static final AppEnvironment INHERITED =
      new AppEnvironment(Collections.<String, String>emptyMap());

  private static final int MAX_VARIABLES = 0xffff;

  private final SortedMap<String, String> variables;

  private AppEnvironment(Map<String, String> variables) {
    this.variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  public static AppEnvironment of(Map<String, String> variables) {
    return variables.isEmpty() ? INHERITED : new AppEnvironment(variables);
  }

  public static AppEnvironment read(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_VARIABLES) {
      throw new ProtocolException("an environment of " + count + " variables");
    }
    SortedMap<String, String> variables = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      variables.put(Protocol.readText(in), Protocol.readText(in));
    }
    return of(variables);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(variables.size());
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      Protocol.writeText(out, variable.getKey());
      Protocol.writeText(out, variable.getValue());
    }
  }

  /** Values by name. */
  public SortedMap<String, String> variables() {
    return variables;
  }

  public boolean isEmpty() {
    return variables.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AppEnvironment && variables.equals(((AppEnvironment) other).variables);
  }

  @Override
  public int hashCode() {
    return variables.hashCode();
  }

  @Override
  public String toString() {
    return variables.keySet().toString();
  }
}
