package dev.innerloop.plan.delivery;

import dev.innerloop.cluster.discovery.LocalCluster;
import dev.innerloop.image.load.LoadTool;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.process.Program;
import java.util.Optional;

/** The destination of an image, and the name by which pods find it there. */
public sealed interface Destination {

  ImageTarget target();

  /** In the user's description: "images ...". */
  String description();

  /** The user's credentials, and those of the destination where the user has none. */
  default ConfiguredCredentials logins(ConfiguredCredentials users) {
    return users;
  }

  /**
   * A registry.
   *
   * @param login the credentials to use if the user has none
   */
  record Registry(ImageTarget target, String description, Optional<Credentials> login)
      implements Destination {

    @Override
    public ConfiguredCredentials logins(ConfiguredCredentials users) {
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
      String description,
      LoadTool way,
      Program program,
      Optional<LocalCluster> cluster)
      implements Destination {}
}
