package dev.innerloop.acceptance;

class SpringByImageIT extends WatchedApp {

  SpringByImageIT() {
    super(Example.SPRING, Delivery.IMAGE);
  }
}
