package dev.innerloop.request;

import java.time.Duration;
import java.util.List;

/**
 * How requests to apps are forwarded.
 *
 * @param hold how long a request waits at most for the update that is under way
 * @param browserReload whether pages reload by themselves once an update is served
 * @param more additional ports
 * @param allowedHosts names of the app's port and its pages, besides those of the loopback
 *     interface
 */
public record ForwardSettings(
    Duration hold, boolean browserReload, List<PortForward> more, List<String> allowedHosts) {

  public ForwardSettings {
    more = List.copyOf(more);
    allowedHosts = List.copyOf(allowedHosts);
  }

  static final ForwardSettings NONE =
      new ForwardSettings(Duration.ofSeconds(30), false, List.of(), List.of());
}
