package dev.innerloop.acceptance;

class HelloDirectIT extends WatchedApp {

  HelloDirectIT() {
    super(Example.HELLO, Delivery.DIRECT);
  }
}
