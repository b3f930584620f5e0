package dev.innerloop.project;

import java.util.function.Function;

/**
 * A value with its origin.
 *
 * @param from description for the user, such as {@code server.port in
 *     src/main/resources/application.yml:3}
 */
public record SourcedValue<T>(T value, String from) {

  /** Another value with the same origin. */
  public <R> SourcedValue<R> map(Function<T, R> function) {
    return new SourcedValue<>(function.apply(value), from);
  }
}
