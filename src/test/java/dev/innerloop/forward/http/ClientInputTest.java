package dev.innerloop.forward.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClientInputTest {

  private static final int BYTES = 1_000;

  @Test
  void lookingWhetherTheClientIsThereLosesAndReordersNothing() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      ClientInput input = new ClientInput(accepted);
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Boolean> looking =
          CompletableFuture.supplyAsync(
              () -> {
                boolean gone = false;
                while (!done.get()) {
                  gone |= isGone(input);
                }
                return gone;
              });
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < BYTES; i++) {
                  send(client, (byte) i);
                }
              });
      for (int i = 0; i < BYTES; i++) {
        input.deadline(Duration.ofSeconds(30));
        assertThat(input.peek((bytes, length) -> length > 0 ? Boolean.TRUE : null)).isTrue();
        assertThat((byte) input.read()).as("byte %d", i).isEqualTo((byte) i);
      }
      done.set(true);
      assertThat(looking.get()).isFalse();
      sending.get();

      client.close();
      Wire.await(() -> isGone(input));
    }
  }

  private static boolean isGone(ClientInput input) {
    try {
      return input.isGone();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Socket socket, byte next) {
    try {
      socket.getOutputStream().write(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
