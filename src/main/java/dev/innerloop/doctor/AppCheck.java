package dev.innerloop.doctor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the project has an app to run.
 *
 * @param apps their names; a problem if there is none, or dev mode does not support one
 */
public record AppCheck(Supplier<List<String>> apps) implements Check {

  @Override
  public Topic topic() {
    return Topic.APP;
  }

  @Override
  public CheckResult run() {
    return CheckResult.ok(String.join(", ", apps.get()));
  }
}
