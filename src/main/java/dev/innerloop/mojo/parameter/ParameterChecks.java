package dev.innerloop.mojo.parameter;

import dev.innerloop.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters one by one and collects their problems, so that all invalid values are reported
 * at once. Which value a parameter has is not its concern: what reads it decides what is valid.
 */
public final class ParameterChecks {

  /** By message: what several parameters are read from, such as a file, is reported once. */
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  /** Reads one value. */
  public void check(Supplier<?> value) {
    try {
      Object unused = value.get(); // whether it is valid
    } catch (Problem problem) {
      add(problem);
    }
  }

  /** Reads each element of a list that is set. */
  public <T> void each(@Nullable Collection<T> elements, Function<T, ?> value) {
    if (elements != null) {
      elements.forEach(element -> check(() -> value.apply(element)));
    }
  }

  public void add(Problem problem) {
    problems.putIfAbsent(String.valueOf(problem.getMessage()), problem);
  }

  /**
   * Ends the checks.
   *
   * @throws Problem that names every invalid value
   */
  public void requireValid() {
    List<Problem> all = List.copyOf(problems.values());
    if (all.size() == 1) {
      throw all.get(0);
    }
    if (!all.isEmpty()) {
      throw new Problem(
          all.size()
              + " settings are invalid:\n"
              + all.stream().map(it -> "- " + it.getMessage()).collect(Collectors.joining("\n")),
          all.stream().map(Problem::remedy).distinct().collect(Collectors.joining("\n")),
          all.get(0));
    }
  }
}
