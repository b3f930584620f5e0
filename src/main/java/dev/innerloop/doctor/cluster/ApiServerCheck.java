package dev.innerloop.doctor.cluster;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
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
  public Finding look() {
    return Finding.ok(server.get() + " answers");
  }
}
