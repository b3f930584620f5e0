package dev.innerloop.request;

import dev.innerloop.project.App;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The apps of one build. Each gets the addresses of the others in variables, such as that of the
 * app stock in {@code STOCK_URL}. Only the variables of apps that it uses are in its manifests, so
 * that another app of the build does not replace its pods. Which it uses is decided once.
 */
public final class Peers {

  private final Map<String, String> urls = new TreeMap<>();
  private final Map<String, Set<String>> used = new ConcurrentHashMap<>();

  public Peers(List<App> apps) {
    for (App app : apps) {
      if (app.port() > 0) {
        urls.put(app.name(), "http://" + app.name() + ":" + app.port());
      }
    }
  }

  /** The same request, with the addresses of the others. */
  public AppRequest addTo(AppRequest request) {
    String name = request.app().name();
    return request.withPeers(
        urls, used.computeIfAbsent(name, own -> PeerUse.of(request, others(own))));
  }

  private List<String> others(String own) {
    return urls.keySet().stream().filter(name -> !name.equals(own)).toList();
  }
}
