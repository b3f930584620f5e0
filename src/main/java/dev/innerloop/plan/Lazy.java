package dev.innerloop.plan;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed when it is first needed, and only once: threads that need it meanwhile
 * wait for it. A failure is kept as well, so that all users see the same.
 */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> source;

  @GuardedBy("this")
  private @Nullable T value;

  @GuardedBy("this")
  private @Nullable RuntimeException failure;

  public Lazy(Supplier<T> source) {
    this.source = source;
  }

  /** The value, or the failure to compute it. */
  @Override
  public synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    T known = value;
    if (known == null) {
      try {
        known = source.get();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
      value = known;
    }
    return known;
  }

  /** The value if it was computed already; computes nothing. */
  public synchronized Optional<T> ifKnown() {
    return Optional.ofNullable(value);
  }

  /** Computes the value now; a {@link Problem} is kept for those who need it. */
  public void decide() {
    ifPossible();
  }

  /** The value; empty if a {@link Problem} keeps it from being computed. */
  public Optional<T> ifPossible() {
    try {
      return Optional.of(get());
    } catch (Problem reportedByWhoNeedsIt) {
      return Optional.empty();
    }
  }
}
