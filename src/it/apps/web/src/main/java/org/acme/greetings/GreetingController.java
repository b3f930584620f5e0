package org.acme.greetings;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
public class GreetingController {

  private static final AtomicInteger HITS = new AtomicInteger();

  @GetMapping("/text")
  String text() {
    return greeting();
  }

  @GetMapping("/hits")
  String hits() {
    return Integer.toString(HITS.incrementAndGet());
  }

  @GetMapping("/events")
  SseEmitter events() {
    SseEmitter emitter = new SseEmitter(0L);
    Thread ticking =
        new Thread(
            () -> {
              try {
                while (true) {
                  emitter.send(greeting());
                  Thread.sleep(20);
                }
              } catch (IOException | IllegalStateException | InterruptedException e) {
                // The client has gone, or the server.
              }
            });
    ticking.setDaemon(true);
    ticking.start();
    return emitter;
  }

  private String greeting() {
    return "Hello from Spring MVC";
  }
}
