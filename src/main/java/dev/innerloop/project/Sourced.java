package dev.innerloop.project;

import java.util.function.Function;

/**
 * A value, and where it comes from.
 *
 * @param from in the user's words, such as {@code server.port in
 *     src/main/resources/application.yml:3}
 */
public record Sourced<T>(T value, String from) {

  /** Another value from the same place. */
  public <R> Sourced<R> map(Function<T, R> function) {
    return new Sourced<>(function.apply(value), from);
  }
}
