package dev.innerloop.doctor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the app's resources can be generated, and are valid.
 *
 * @param resources their titles, such as {@code Deployment hello}
 */
public record ResourcesCheck(String app, Supplier<List<String>> resources) implements Check {

  @Override
  public Topic topic() {
    return Topic.RESOURCES;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP, Topic.API_SERVER);
  }

  @Override
  public CheckResult run() {
    return CheckResult.ok(String.join(", ", resources.get()));
  }
}
