package dev.innerloop.doctor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the API server answers, and accepts the user's credentials.
 *
 * @param server connects and returns its URL
 */
public record ApiServerCheck(Supplier<String> server) implements Check {

  @Override
  public Topic topic() {
    return Topic.API_SERVER;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.KUBECONFIG);
  }

  @Override
  public CheckResult run() {
    return CheckResult.ok(server.get() + " answers");
  }
}
