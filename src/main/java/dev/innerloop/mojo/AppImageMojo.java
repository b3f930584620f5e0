package dev.innerloop.mojo;

import dev.innerloop.image.dockerfile.BuildTool;
import dev.innerloop.image.dockerfile.DockerfileSource;
import dev.innerloop.image.layout.JvmOptions;
import dev.innerloop.image.registry.Mirror;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.loop.request.ContentSettings;
import dev.innerloop.loop.request.DockerfileSettings;
import dev.innerloop.loop.request.ImageSettings;
import dev.innerloop.loop.request.PullSecretChoice;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.mojo.setting.MavenLogins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that knows what image the app is to become, where it goes, and how.
 *
 * @param <G> the goal itself
 */
abstract class AppImageMojo<G extends AppImageMojo<G>> extends WorkloadMojo<G> {

  /** How many replicas run. Without it: one at first, later as many as there are. */
  @Parameter(property = "dev.replicas")
  private @Nullable String replicas;

  /**
   * How the app gets to its replicas: {@code image} puts it into an image that is pushed to a
   * registry, {@code direct} sends it into pods of the base image, {@code auto} takes {@code image}
   * if there is a registry to push to.
   */
  @Parameter(property = "dev.delivery", defaultValue = "auto")
  private String delivery;

  /** The image's whole reference, instead of one made of registry, name and content. */
  @Parameter(property = "dev.image")
  private @Nullable String image;

  /**
   * The image with the Java runtime that the app runs on. Without it: one that fits its release.
   */
  @Parameter(property = "dev.baseImage")
  private @Nullable String baseImage;

  /**
   * The registry that images are pushed to, with a path if it needs one. Without it: the local one
   * that the cluster announces.
   */
  @Parameter(property = "dev.registry")
  private @Nullable String registry;

  /** Where nodes pull what was pushed to {@code dev.registry}. Without it: the same. */
  @Parameter(property = "dev.pullRegistry")
  private @Nullable String pullRegistry;

  /**
   * The Secret by which nodes pull the image, where the project's own resources name none: {@code
   * auto} creates one with the login of this machine if the registry lets nobody in without and
   * there is a login for it, {@code none} creates none, and anything else is the name of one that
   * is in the namespace.
   */
  @Parameter(property = "dev.pullSecret", defaultValue = "auto")
  private String pullSecret;

  /**
   * How images get into the nodes of a local cluster without a registry: {@code kind}, {@code k3d},
   * {@code minikube}, {@code docker}, {@code nerdctl} and {@code ctr} take the program of that name
   * and go before any registry; {@code auto} takes the one that fits the cluster where no registry
   * is known; {@code none} takes none.
   */
  @Parameter(property = "dev.load", defaultValue = "auto")
  private String load;

  /**
   * What makes the image: {@code jib} needs no Dockerfile and no other program; {@code dockerfile}
   * has the project's own Dockerfile built by docker, podman or buildah.
   */
  @Parameter(property = "dev.builder", defaultValue = "jib")
  private String builder;

  /** The Dockerfile, relative to the module. */
  @Parameter(property = "dev.dockerfile", defaultValue = "Dockerfile")
  private String dockerfile;

  /** The folder that the Dockerfile copies from, relative to the module. */
  @Parameter(property = "dev.buildContext", defaultValue = ".")
  private String buildContext;

  /**
   * What builds from the Dockerfile: {@code docker}, {@code podman} or {@code buildah}. Without it:
   * the first of them that is on the PATH and works.
   */
  @Parameter(property = "dev.buildTool")
  private @Nullable String buildTool;

  /**
   * Allows registries without TLS, or with a certificate that nobody vouches for; one on localhost
   * needs no such word. A login is never sent without TLS to another machine.
   */
  @Parameter(property = "dev.insecure", defaultValue = "false")
  private boolean insecure;

  /**
   * A PEM file, relative to the module, with certificates of authorities that registries' own are
   * signed by. They are trusted beside those that the JVM trusts.
   */
  @Parameter(property = "dev.registryCertificates")
  private @Nullable String registryCertificates;

  /**
   * Where images on which the app is built are asked for before their own registry, separated by
   * commas: {@code docker.io=mirror.example.com/hub}.
   */
  @Parameter(property = "dev.mirrors")
  private @Nullable List<String> mirrors;

  /** The path of Java in the image. Without it: what the image's own configuration says. */
  @Parameter(property = "dev.java")
  private @Nullable String java;

  /**
   * Options of the app's JVM, separated by blanks, for example {@code -Xss512k -XX:+UseZGC}; in dev
   * mode, too. Quotes keep blanks.
   */
  @Parameter(property = "dev.jvmOptions")
  private @Nullable String jvmOptions;

  /**
   * The platforms that the image is for, separated by commas, for example {@code
   * linux/amd64,linux/arm64}; the base image must be made for all of them. Without it: that of the
   * nodes.
   */
  @Parameter(property = "dev.platforms")
  private @Nullable List<String> platforms;

  /**
   * The tags of the image that {@code dev:image} builds and {@code dev:push} pushes, separated by
   * commas: {@code content} stands for one made of the content, {@code version} for the project's
   * version, {@code revision} for the commit, anything else is a name. Resources name the first.
   * Without it: {@code content}.
   */
  @Parameter(property = "dev.tags")
  private @Nullable List<String> tags;

  /**
   * Tags that may be taken from a release that has them, separated by commas, or {@code all}. An
   * image is a release unless it says of itself that its version is a snapshot.
   */
  @Parameter(property = "dev.overwrite", defaultValue = "latest")
  private List<String> overwrite;

  /**
   * What becomes of the bill of materials, in CycloneDX: {@code none} is made, {@code file} writes
   * {@code target/dev/bom.json} with the image, {@code attach} also pushes it beside the image.
   */
  @Parameter(property = "dev.sbom", defaultValue = "none")
  private String sbom;

  /** Those of Maven's settings. */
  abstract MavenLogins logins();

  ImageSettings imageSettings() {
    return new ImageSettings(
        Choices.oneOf("dev.delivery", delivery, ImageSettings.Choice.class),
        image,
        baseImage,
        registry,
        pullRegistry,
        PullSecretChoice.parse(pullSecret),
        registryAccess(),
        java,
        replicas == null
            ? OptionalInt.empty()
            : OptionalInt.of(Choices.number("dev.replicas", replicas, 0, 1000, 2)),
        Choices.oneOf("dev.load", load, ImageSettings.Load.class),
        dockerfileSettings(),
        contentSettings());
  }

  private RegistryAccess registryAccess() {
    return new RegistryAccess(
        insecure,
        Optional.ofNullable(registryCertificates)
            .map(file -> project().getBasedir().toPath().resolve(file)),
        mirrors == null ? List.of() : mirrors.stream().map(Mirror::parse).toList(),
        logins().proxy(),
        session().isOffline(),
        session().getRequest().isUpdateSnapshots());
  }

  private enum Builder {
    JIB,
    DOCKERFILE
  }

  private Optional<DockerfileSettings> dockerfileSettings() {
    if (Choices.oneOf("dev.builder", builder, Builder.class) == Builder.JIB) {
      return Optional.empty();
    }
    Path module = project().getBasedir().toPath();
    return Optional.of(
        new DockerfileSettings(
            new DockerfileSource(
                module.resolve(dockerfile).normalize(), module.resolve(buildContext).normalize()),
            Optional.ofNullable(buildTool)
                .map(tool -> Choices.oneOf("dev.buildTool", tool, BuildTool.class))));
  }

  private ContentSettings contentSettings() {
    return new ContentSettings(
        jvmOptions == null ? List.of() : JvmOptions.parse(jvmOptions),
        platforms == null ? List.of() : ContentSettings.architectures(platforms),
        tags == null ? List.of() : tags.stream().map(String::strip).toList(),
        overwrite.stream().map(String::strip).collect(Collectors.toSet()),
        Choices.oneOf("dev.sbom", sbom, ContentSettings.Sbom.class));
  }
}
