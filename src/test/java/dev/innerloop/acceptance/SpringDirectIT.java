package dev.innerloop.acceptance;

class SpringDirectIT extends WatchedApp {

  SpringDirectIT() {
    super(Example.SPRING, Delivery.DIRECT);
  }
}
