package dev.innerloop.acceptance;

class HelloDirectIT extends EnduringApp {

  HelloDirectIT() {
    super(Delivery.DIRECT);
  }
}
