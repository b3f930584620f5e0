package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ports of all apps of a session, and how apps on this machine reach each other. */
final class SessionPorts implements Closeable {

  private final LastLines events;
  private final List<AppPorts> apps = new ArrayList<>();
  private final PortForwards more;
  private final Map<String, String> peers = new HashMap<>();
  private boolean isHere;

  SessionPorts(LastLines events) {
    this.events = events;
    this.more = new PortForwards(events);
  }

  /**
   * Takes all ports that the user wants.
   *
   * @param gates one for each request, in the same order
   * @throws dev.innerloop.problem.Problem if one is in use, or the target has no Services
   */
  void open(List<AppRequest> requests, List<RequestGate> gates, Target target) throws IOException {
    isHere = target.isHere();
    for (int i = 0; i < requests.size(); i++) {
      AppRequest request = requests.get(i);
      App app = request.app();
      AppPorts own =
          AppPorts.open(
              request,
              gates.get(i),
              target.usualPort(app),
              () -> target.debugPort(app),
              () -> events.of(app.name()),
              events);
      apps.add(own);
      reportOtherPort(request, own.localPort());
      more.open(request, own, target);
      if (isHere) {
        own.url().ifPresent(url -> peers.put(app.name(), url));
      }
    }
  }

  /** Users open the usual one, where another program answers. Those below 1024 need a privilege. */
  private void reportOtherPort(AppRequest request, int port) {
    int usual = request.app().port();
    if (request.session().localPort() == null && port != 0 && port != usual && usual >= 1024) {
      events.accept(
          new Event.Notice(
              request.app().name()
                  + ": port "
                  + usual
                  + " is in use on this machine, so the app is at http://localhost:"
                  + port
                  + "; to choose one: -Ddev.localPort=PORT"));
    }
  }

  /** Whether the apps run on this machine, and share its ports with all others. */
  boolean isHere() {
    return isHere;
  }

  /** The ports of the app with this position among the requests. */
  AppPorts of(int position) {
    return apps.get(position);
  }

  /** The same request, with the addresses of the other apps if all run on this machine. */
  AppRequest withPeers(AppRequest request) {
    return isHere ? request.withPeers(peers) : request;
  }

  @Override
  public void close() throws IOException {
    for (AppPorts app : apps) {
      app.close();
    }
    more.close();
  }
}
