package dev.innerloop.replica;

import java.io.IOException;

/** A replica whose connections a test makes up. */
public record FakeReplica(String name, Connecting connecting) implements Replica {

  public interface Connecting {
    Connection connect() throws IOException;
  }

  @Override
  public int supervisorPort() {
    return 1;
  }

  @Override
  public Connection connect(int port) throws IOException {
    return connecting.connect();
  }
}
