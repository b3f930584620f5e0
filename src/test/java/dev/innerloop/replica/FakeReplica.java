package dev.innerloop.replica;

import java.io.IOException;

/** A replica whose connections a test makes up. */
public record FakeReplica(String name, Connecting connecting) implements Replica {

  public interface Connecting {
    ReplicaConnection connect() throws IOException;
  }

  @Override
  public int supervisorPort() {
    return 1;
  }

  @Override
  public ReplicaConnection connect(int port) throws IOException {
    return connecting.connect();
  }
}
