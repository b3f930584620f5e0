package dev.innerloop.loop;

import java.time.Duration;

/**
 * How requests to apps are treated on their way.
 *
 * @param hold how long a request waits at most for the update that is under way
 * @param browserReload whether pages reload by themselves once an update is served
 */
public record ForwardSettings(Duration hold, boolean browserReload) {

  static final ForwardSettings NONE = new ForwardSettings(Duration.ofSeconds(30), false);
}
