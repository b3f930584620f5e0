package dev.innerloop.image.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RegistryHttpTest {

  private static final int TLS_HANDSHAKE = 0x16;

  private final List<String> spoken = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private Thread serving;

  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    serving = new Thread(this::answer);
    serving.start();
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    serving.join();
  }

  private void answer() {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          PushbackInputStream in = new PushbackInputStream(client.getInputStream())) {
        int first = in.read();
        in.unread(first);
        if (first == TLS_HANDSHAKE) {
          spoken.add("TLS");
          answer(client, "400 Bad Request");
          continue;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        String line = lines.readLine();
        spoken.add(line);
        while (!line.isEmpty()) {
          line = lines.readLine();
        }
        answer(client, "200 OK");
      } catch (IOException e) {
        // The client went, or the test is over.
      }
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(UTF_8));
  }

  @Test
  void speaksPlainHttpAtOnceToHostsThatAreKnownToDo() throws Exception {
    try (Response answer = ask(client(Set.of(host())))) {
      assertThat(answer.getStatusCode()).isEqualTo(200);
    }
    assertThat(spoken).containsExactly("GET /v2/?n=1 HTTP/1.1");
  }

  @Test
  void asksAllOthersForTlsFirst() throws Exception {
    try (Response answer = ask(client(Set.of("localhost:1")))) {
      assertThat(answer.getStatusCode()).isEqualTo(200);
    }
    // The second time without looking at certificates.
    assertThat(spoken).containsExactly("TLS", "TLS", "GET /v2/?n=1 HTTP/1.1");
  }

  @Test
  void sendsNothingIfUnconnected() {
    assertThatThrownBy(() -> ask(RegistryHttp.unconnected(host())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing is sent to");
    assertThat(spoken).isEmpty();
  }

  private static RegistryHttp client(Set<String> plain) {
    return new RegistryHttp(
        true, true, plain, Optional.empty(), Optional.empty(), new RegistryRetries(pause -> {}));
  }

  private Response ask(RegistryHttp client) throws IOException {
    return client.call("GET", new URL("https://" + host() + "/v2/?n=1"), Request.builder().build());
  }

  private String host() {
    return "localhost:" + server.getLocalPort();
  }
}
