package dev.innerloop.project;

import java.util.function.Function;

/**
 * A value with its origin.
 *
 * @param from description for the user, such as {@code server.port in
 *     src/main/resources/application.yml:3}
 */
public record Sourced<T>(T value, String from) {

  /** Another value with the same origin. */
  public <R> Sourced<R> map(Function<T, R> function) {
    return new Sourced<>(function.apply(value), from);
  }
}
