package org.acme.greetings;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@RestController
public class GreetingController {

  private static final AtomicInteger HITS = new AtomicInteger();

  /** By way of all the pools that are the libraries' and the JDK's own, and outlive the app. */
  @GetMapping("/text")
  Mono<String> text() {
    return Mono.fromCallable(this::greeting)
        .subscribeOn(Schedulers.boundedElastic())
        .publishOn(Schedulers.single())
        .delayElement(Duration.ofMillis(1), Schedulers.parallel())
        .flatMap(text -> Mono.fromFuture(CompletableFuture.supplyAsync(() -> text)));
  }

  @GetMapping("/hits")
  String hits() {
    return Integer.toString(HITS.incrementAndGet());
  }

  private String greeting() {
    return "Hello from WebFlux";
  }
}
