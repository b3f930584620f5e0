package dev.innerloop.mojo;

import dev.innerloop.image.dockerfile.BuildTool;
import dev.innerloop.image.dockerfile.DockerfileSource;
import dev.innerloop.image.layout.JvmOptions;
import dev.innerloop.image.registry.Mirror;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.mojo.execution.MavenLogins;
import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.request.ContentSettings;
import dev.innerloop.request.DockerfileSettings;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.request.PullSecretChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal with parameters for the app's image: how it is built and where it is pushed. */
abstract class AppImageMojo extends WorkloadMojo {

  /** Number of replicas. Default: 1 when the app is first deployed, then the current number. */
  @Parameter(property = "dev.replicas")
  private @Nullable String replicas;

  /**
   * How the app is delivered to its replicas: {@code image} builds an image and pushes it to a
   * registry, {@code direct} copies the files into pods of the base image, {@code auto} uses {@code
   * image} if there is a registry to push to.
   */
  @Parameter(property = "dev.delivery", defaultValue = "auto")
  private String delivery;

  /** Full image reference. Default: composed of registry, name and tag. */
  @Parameter(property = "dev.image")
  private @Nullable String image;

  /**
   * Base image with the Java runtime for the app. Default: one that matches the Java release of the
   * project.
   */
  @Parameter(property = "dev.baseImage")
  private @Nullable String baseImage;

  /**
   * Registry to push images to, with a path if required. Default: the local registry that the
   * cluster announces.
   */
  @Parameter(property = "dev.registry")
  private @Nullable String registry;

  /**
   * Registry from which nodes pull the images, if its address differs from {@code dev.registry}.
   * Default: {@code dev.registry}.
   */
  @Parameter(property = "dev.pullRegistry")
  private @Nullable String pullRegistry;

  /**
   * Image pull secret, used if the project's own resources name none: {@code auto} creates one from
   * the credentials on this machine if the registry requires authentication and credentials exist,
   * {@code none} creates none, and any other value is the name of an existing Secret in the
   * namespace.
   */
  @Parameter(property = "dev.pullSecret", defaultValue = "auto")
  private String pullSecret;

  /**
   * How images are loaded into the nodes of a local cluster without a registry: {@code kind},
   * {@code k3d}, {@code minikube}, {@code docker}, {@code nerdctl} and {@code ctr} run the tool of
   * that name and take precedence over any registry; {@code auto} selects the tool that matches the
   * cluster if no registry is known; {@code none} loads no images.
   */
  @Parameter(property = "dev.load", defaultValue = "auto")
  private String load;

  /**
   * Image builder: {@code jib} needs neither a Dockerfile nor another tool; {@code dockerfile}
   * builds the project's own Dockerfile with docker, podman or buildah.
   */
  @Parameter(property = "dev.builder", defaultValue = "jib")
  private String builder;

  /** Path of the Dockerfile, relative to the module. */
  @Parameter(property = "dev.dockerfile", defaultValue = "Dockerfile")
  private String dockerfile;

  /** Build context of the Dockerfile: a directory relative to the module. */
  @Parameter(property = "dev.buildContext", defaultValue = ".")
  private String buildContext;

  /**
   * Tool that builds the Dockerfile: {@code docker}, {@code podman} or {@code buildah}. Default:
   * the first of them on the PATH that works.
   */
  @Parameter(property = "dev.buildTool")
  private @Nullable String buildTool;

  /**
   * Allows plain-HTTP registries and untrusted certificates. Always allowed on localhost.
   * Credentials are never sent to another machine without TLS.
   */
  @Parameter(property = "dev.insecure", defaultValue = "false")
  private boolean insecure;

  /**
   * PEM file, relative to the module, with the CA certificates of registries. They are trusted in
   * addition to those of the JVM.
   */
  @Parameter(property = "dev.registryCertificates")
  private @Nullable String registryCertificates;

  /**
   * Mirrors from which base images are pulled before their own registry is tried, separated by
   * commas: {@code docker.io=mirror.example.com/hub}.
   */
  @Parameter(property = "dev.mirrors")
  private @Nullable List<String> mirrors;

  /**
   * Path of the Java installation in the image. Default: taken from the configuration of the base
   * image.
   */
  @Parameter(property = "dev.java")
  private @Nullable String java;

  /**
   * JVM options of the app, separated by spaces, for example {@code -Xss512k -XX:+UseZGC}; also
   * used in dev mode. Quote an option that contains spaces.
   */
  @Parameter(property = "dev.jvmOptions")
  private @Nullable String jvmOptions;

  /**
   * Platforms of the image, separated by commas, for example {@code linux/amd64,linux/arm64}; the
   * base image must support all of them. Default: the platform of the nodes.
   */
  @Parameter(property = "dev.platforms")
  private @Nullable List<String> platforms;

  /**
   * Tags of the image that {@code dev:image} builds and {@code dev:push} pushes, separated by
   * commas: {@code content} is a hash of the content, {@code version} the project's version, {@code
   * revision} the commit; anything else is used as it is. Resources refer to the first tag.
   * Default: {@code content}.
   */
  @Parameter(property = "dev.tags")
  private @Nullable List<String> tags;

  /**
   * Tags that may be moved although they point to a release, separated by commas, or {@code all}.
   * An image is a release unless its labels state a snapshot version.
   */
  @Parameter(property = "dev.overwrite", defaultValue = "latest")
  private List<String> overwrite;

  /**
   * Bill of materials in CycloneDX format: {@code none} creates none, {@code file} writes {@code
   * target/dev/bom.json} together with the image, {@code attach} also pushes it to the registry as
   * a referrer of the image.
   */
  @Parameter(property = "dev.sbom", defaultValue = "none")
  private String sbom;

  /** Credentials and proxy from Maven's settings. */
  abstract MavenLogins logins();

  ImageSettings imageSettings() {
    return new ImageSettings(
        delivery(),
        image,
        baseImage,
        registry,
        pullRegistry,
        pullSecret(),
        registryAccess(),
        java,
        replicas(),
        load(),
        dockerfileSettings(),
        contentSettings());
  }

  @Override
  void check(ParameterChecks checks) {
    super.check(checks);
    checks.check(this::delivery);
    checks.check(this::pullSecret);
    checks.each(mirrors, Mirror::parse);
    checks.check(this::replicas);
    checks.check(this::load);
    checks.check(this::builder);
    checks.check(this::buildTool);
    checks.check(this::jvmOptions);
    checks.check(this::architectures);
    checks.check(this::sbom);
    checks.check(this::imageSettings);
  }

  private ImageSettings.Choice delivery() {
    return ParameterParser.oneOf("dev.delivery", delivery, ImageSettings.Choice.class);
  }

  private PullSecretChoice pullSecret() {
    return PullSecretChoice.parse(pullSecret);
  }

  private OptionalInt replicas() {
    return replicas == null
        ? OptionalInt.empty()
        : OptionalInt.of(ParameterParser.number("dev.replicas", replicas, 0, 1000, 2));
  }

  private ImageSettings.Load load() {
    return ParameterParser.oneOf("dev.load", load, ImageSettings.Load.class);
  }

  private Builder builder() {
    return ParameterParser.oneOf("dev.builder", builder, Builder.class);
  }

  private Optional<BuildTool> buildTool() {
    return Optional.ofNullable(buildTool)
        .map(tool -> ParameterParser.oneOf("dev.buildTool", tool, BuildTool.class));
  }

  private List<String> jvmOptions() {
    return jvmOptions == null
        ? List.of()
        : WorkingPath.relative(project().getBasedir().toPath(), JvmOptions.parse(jvmOptions));
  }

  private List<String> architectures() {
    return platforms == null ? List.of() : ContentSettings.architectures(platforms);
  }

  private ContentSettings.Sbom sbom() {
    return ParameterParser.oneOf("dev.sbom", sbom, ContentSettings.Sbom.class);
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
    if (builder() == Builder.JIB) {
      return Optional.empty();
    }
    Path module = project().getBasedir().toPath();
    return Optional.of(
        new DockerfileSettings(
            new DockerfileSource(
                module.resolve(dockerfile).normalize(), module.resolve(buildContext).normalize()),
            buildTool()));
  }

  private ContentSettings contentSettings() {
    return new ContentSettings(
        jvmOptions(),
        architectures(),
        tags == null ? List.of() : tags.stream().map(String::strip).toList(),
        overwrite.stream().map(String::strip).collect(Collectors.toSet()),
        sbom());
  }
}
