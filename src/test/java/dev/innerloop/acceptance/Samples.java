package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured times in milliseconds. */
record Samples(List<Double> millis) {

  Samples {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    millis = List.copyOf(sorted);
  }

  double median() {
    int middle = millis.size() / 2;
    return millis.size() % 2 == 1
        ? millis.get(middle)
        : (millis.get(middle - 1) + millis.get(middle)) / 2;
  }

  double p95() {
    return millis.get((int) Math.ceil(millis.size() * 0.95) - 1);
  }

  @Override
  public String toString() {
    return "median %.0f ms, p95 %.0f ms of %d".formatted(median(), p95(), millis.size());
  }
}
