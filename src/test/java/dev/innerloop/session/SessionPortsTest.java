package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.manifest.Apps;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TestRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionPortsTest {

  private final List<Event> events = new ArrayList<>();

  @Test
  void namesTheUsualPortThatAnotherProgramHasSinceUsersOpenThat() throws Exception {
    try (ServerSocket other =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int usual = other.getLocalPort();

      int port = open(usual);

      assertThat(port).isNotEqualTo(usual);
      assertThat(events)
          .contains(
              new Event.Notice(
                  "shop: port "
                      + usual
                      + " is in use on this machine, so the app is at http://localhost:"
                      + port
                      + "; to choose one: -Ddev.localPort=PORT"));
    }
  }

  @Test
  void saysNothingOfAnAppThatDoesNotListen() throws Exception {
    open(0);

    assertThat(events).isEmpty();
  }

  private int open(int usual) throws Exception {
    AppRequest request = TestRequest.of(Apps.app("shop", usual, Optional.empty())).build();
    try (SessionPorts ports = new SessionPorts(new LastLines(events::add))) {
      ports.open(
          List.of(request),
          List.of(new RequestGate(request.session().forwarding().hold())),
          new DevSessionTest.FakeTarget());
      return ports.of(0).localPort();
    }
  }
}
