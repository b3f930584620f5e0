package dev.innerloop.plan.delivery;

import dev.innerloop.cluster.discovery.LocalCluster;
import dev.innerloop.image.load.LoadWay;
import dev.innerloop.image.name.ImageTarget;
import dev.innerloop.image.registry.Logins;
import dev.innerloop.image.tool.Program;
import dev.innerloop.image.transport.Login;
import java.util.Optional;

/** Where an image goes, and by which name pods find it there. */
public sealed interface Destination {

  ImageTarget target();

  /** In the user's words: "images ...". */
  String words();

  /** The user's logins, and one of its own for where they have none. */
  default Logins logins(Logins users) {
    return users;
  }

  /**
   * A registry.
   *
   * @param login what to log in with where the user has none for it
   */
  record Registry(ImageTarget target, String words, Optional<Login> login) implements Destination {

    @Override
    public Logins logins(Logins users) {
      String host = target.push().substring(0, target.push().indexOf('/'));
      return registry -> users.at(registry).or(() -> login.filter(own -> registry.equals(host)));
    }
  }

  /**
   * The nodes themselves.
   *
   * @param cluster as far as it is known, for what its nodes have already
   */
  record Nodes(
      ImageTarget target,
      String words,
      LoadWay way,
      Program program,
      Optional<LocalCluster> cluster)
      implements Destination {}
}
