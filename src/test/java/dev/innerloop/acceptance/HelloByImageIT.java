package dev.innerloop.acceptance;

class HelloByImageIT extends WatchedApp {

  HelloByImageIT() {
    super(Example.HELLO, Delivery.IMAGE);
  }
}
