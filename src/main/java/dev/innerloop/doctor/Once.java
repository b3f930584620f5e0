package dev.innerloop.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that several checks look at, and that is found out for the first of them. */
public final class Once<T> implements Supplier<T> {

  private final Supplier<T> source;
  private @Nullable T known;

  public Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T value = known;
    if (value == null) {
      value = source.get();
      known = value;
    }
    return value;
  }

  /** What has been found out; empty if nobody asked yet, or it failed. */
  public Optional<T> ifKnown() {
    return Optional.ofNullable(known);
  }
}
