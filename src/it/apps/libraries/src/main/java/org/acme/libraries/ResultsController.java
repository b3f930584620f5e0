package org.acme.libraries;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ResultsController {

  @GetMapping("/text")
  String text() {
    return Text.value();
  }

  @GetMapping("/results")
  String results() throws Exception {
    return Lookups.results();
  }
}
