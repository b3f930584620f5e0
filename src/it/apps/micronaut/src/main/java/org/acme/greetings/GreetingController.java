package org.acme.greetings;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.atomic.AtomicInteger;

@Controller
@Produces(MediaType.TEXT_PLAIN)
public class GreetingController {

  private static final AtomicInteger HITS = new AtomicInteger();

  @Get("/text")
  String text() {
    return greeting();
  }

  @Get("/hits")
  String hits() {
    return Integer.toString(HITS.incrementAndGet());
  }

  private String greeting() {
    return "Hello from Micronaut";
  }
}
