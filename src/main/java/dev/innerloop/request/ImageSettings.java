package dev.innerloop.request;

import dev.innerloop.image.registry.RegistryAccess;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The user's settings of images and of the delivery; null where the user sets nothing.
 *
 * @param image the whole reference, instead of one of registry, name and content
 * @param baseImage the image with the Java runtime
 * @param registry where images are pushed, with a path if it needs one
 * @param pullRegistry where nodes pull what was pushed to {@code registry}
 * @param pullSecret the Secret with which they pull
 * @param registries how they are reached
 * @param java the path of Java in the image
 * @param load how images get into the nodes of a local cluster without a registry
 * @param dockerfile the project's own; empty if the image is built without one
 * @param content what is in the image, and what it is called
 */
public record ImageSettings(
    Choice delivery,
    @Nullable String image,
    @Nullable String baseImage,
    @Nullable String registry,
    @Nullable String pullRegistry,
    PullSecretChoice pullSecret,
    RegistryAccess registries,
    @Nullable String java,
    OptionalInt replicas,
    Load load,
    Optional<DockerfileSettings> dockerfile,
    ContentSettings content) {

  /** No settings. */
  public static final ImageSettings NONE =
      new ImageSettings(
          Choice.AUTO,
          null,
          null,
          null,
          null,
          new PullSecretChoice.Auto(),
          RegistryAccess.DEFAULT,
          null,
          OptionalInt.empty(),
          Load.AUTO,
          Optional.empty(),
          ContentSettings.NONE);

  /** How content gets to replicas. */
  public enum Choice {
    /** By image if there is a registry to push to, else directly. */
    AUTO,
    IMAGE,
    DIRECT
  }

  /** How images get into nodes without a registry. */
  public enum Load {
    /** As fits the cluster, where no registry is known. */
    AUTO,
    /** Not at all. */
    NONE,
    KIND,
    K3D,
    MINIKUBE,
    DOCKER,
    NERDCTL,
    /** By containerd's own client, into the containerd of this machine. */
    CTR
  }
}
