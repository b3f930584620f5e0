package dev.innerloop.reload;

import dev.innerloop.testing.TwoVersions;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Of the choice of the reload strategy: two versions of a class of 50 methods, one of which has
 * changed.
 */
@State(Scope.Benchmark)
public class ComparisonParts {

  private TwoVersions versions;

  /** Compiles both. */
  @Setup
  public void compile() {
    versions = TwoVersions.compile();
  }

  @Benchmark
  public Object compareTwoClasses() {
    ClassComparison comparison = new ClassComparison(versions.older(), versions.newer());
    Optional<Obstacle> obstacle = comparison.obstacle();
    if (obstacle.isPresent() || comparison.changedMethods().size() != 1) {
      throw new AssertionError(obstacle);
    }
    return comparison;
  }
}
