package dev.innerloop.acceptance;

class HelloByImageIT extends EnduringApp {

  HelloByImageIT() {
    super(Delivery.IMAGE);
  }
}
