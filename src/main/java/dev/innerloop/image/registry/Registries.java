package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.image.transport.HttpProxy;
import dev.innerloop.image.transport.RegistryHttp;
import dev.innerloop.image.transport.RegistryRetries;
import dev.innerloop.image.transport.Trust;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Access to registries: connections and credentials. */
public final class Registries {

  private static final int CONNECT_MILLIS = 5_000;

  private final ConfiguredCredentials logins;
  private final RegistryAccess access;
  private final Map<String, String> environment;
  private final Path home;
  private final RegistryRetries retries;

  /**
   * Access to registries.
   *
   * @param logins take precedence over the files of {@code docker login} and similar tools
   */
  public Registries(ConfiguredCredentials logins, RegistryAccess access) {
    this(
        logins,
        access,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        RegistryRetries.Pause.REAL);
  }

  public Registries(
      ConfiguredCredentials logins,
      RegistryAccess access,
      Map<String, String> environment,
      Path home) {
    this(logins, access, environment, home, RegistryRetries.Pause.REAL);
  }

  Registries(
      ConfiguredCredentials logins,
      RegistryAccess access,
      Map<String, String> environment,
      Path home,
      RegistryRetries.Pause pause) {
    this.logins = logins;
    this.access = access;
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.retries = new RegistryRetries(pause);
  }

  /** Whether an image's registry is on this machine. */
  public static boolean isNear(ImageReference image) {
    return Hosts.isThisMachine(image.getRegistry());
  }

  public RegistryAccess access() {
    return access;
  }

  /**
   * The current digest of a tag, if it is quickly available: from a registry on this machine with
   * anonymous access.
   *
   * @return empty if only {@link #pull} or {@link #toPush} can determine it
   */
  public Optional<ContentHash> digestNearby(ImageReference image) {
    boolean mirrored = access.mirrors().stream().anyMatch(it -> it.copyOf(image).isPresent());
    return isNear(image) && !mirrored ? LoopbackRegistry.digest(image) : Optional.empty();
  }

  /** Reads from a registry in a session. */
  @FunctionalInterface
  public interface Pull<T> {
    T from(RegistrySession registry) throws Exception;
  }

  /**
   * Reads from the mirrors of an image's registry, one after the other, and then from the registry
   * itself.
   *
   * @throws Problem if all fail, with the error of the registry itself
   */
  public <T> T pull(ImageReference image, Pull<T> action) {
    for (Mirror mirror : access.mirrors()) {
      Optional<ImageReference> copy = mirror.copyOf(image);
      if (copy.isPresent()) {
        try {
          return pullFrom(copy.get(), action);
        } catch (Problem e) {
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
          // The mirror may lack the image or be unavailable; the original registry decides.
        }
      }
    }
    return pullFrom(image, action);
  }

  private <T> T pullFrom(ImageReference image, Pull<T> action) {
    return RegistryErrors.toPull(image)
        .run(
            () -> {
              try (RegistrySession registry = open(image, false, Optional.empty())) {
                return action.from(registry);
              }
            });
  }

  /**
   * Opens the registry to push an image.
   *
   * @param base image from which layers can be mounted if it is in the same registry
   */
  public RegistrySession toPush(ImageReference image, Optional<ImageReference> base)
      throws Exception {
    return open(
        image,
        true,
        base.filter(b -> b.getRegistry().equals(image.getRegistry()))
            .map(ImageReference::getRepository));
  }

  /**
   * What nodes need to pull an image. If the nodes use another address for the registry,
   * credentials for that address take precedence.
   *
   * @param pushed its name for this machine
   * @param pulled its name for nodes
   */
  public NodeAccess nodeAccess(String pushed, String pulled) {
    return nodeAccess(parsed(pushed), parsed(pulled));
  }

  private static ImageReference parsed(String image) {
    try {
      return ImageReference.parse(image);
    } catch (InvalidImageReferenceException e) {
      throw new IllegalArgumentException(image, e);
    }
  }

  private NodeAccess nodeAccess(ImageReference pushed, ImageReference pulled) {
    boolean same = pulled.getRegistry().equals(pushed.getRegistry());
    Optional<Credential> known =
        credential(pulled, same).or(() -> same ? Optional.empty() : credential(pushed, true));
    if (known.isEmpty()) {
      return new NodeAccess.Unknown();
    }
    if (isOpen(pushed)) {
      return new NodeAccess.Open();
    }
    Credential credential = known.get();
    String server = Hosts.server(pulled.getRegistry());
    return credential.isOAuth2RefreshToken() || credential.getPassword().isEmpty()
        ? new NodeAccess.ByIdentityToken(server)
        : new NodeAccess.ByLogin(
            server, new Credentials(credential.getUsername(), credential.getPassword()));
  }

  /** Whether it can be pulled anonymously; false if that cannot be determined. */
  private boolean isOpen(ImageReference image) {
    try {
      return RegistryErrors.toPull(image)
          .run(
              () -> {
                try (RegistrySession anybody =
                    open(image, false, Optional.empty(), Optional.empty())) {
                  return anybody.has(image.getQualifier());
                }
              });
    } catch (Problem e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return false;
    }
  }

  private RegistrySession open(ImageReference image, boolean push, Optional<String> mountable)
      throws Exception {
    return open(image, push, mountable, credential(image, push));
  }

  private RegistrySession open(
      ImageReference image,
      boolean push,
      Optional<String> mountable,
      Optional<Credential> credential)
      throws Exception {
    String registry = image.getRegistry();
    boolean here = Hosts.isThisMachine(registry);
    boolean insecureHere = access.insecure() || here;
    Optional<HttpProxy> proxy = proxy(registry);
    if (proxy.isEmpty()) {
      failFast(registry, insecureHere);
    }
    RegistryHttp http =
        new RegistryHttp(
            insecureHere,
            here,
            here && proxy.isEmpty() && LoopbackRegistry.isPlain(registry)
                ? Set.of(registry)
                : Set.of(),
            access.certificates().map(Trust::new),
            proxy,
            retries);
    RegistrySession session = new RegistrySession(image, mountable, credential, http, retries);
    try {
      session.authenticate(push);
      return session;
    } catch (Exception e) {
      session.close();
      throw e;
    }
  }

  /**
   * The proxy of Maven's settings, or else of the environment; the system properties of the JVM
   * come last.
   */
  private Optional<HttpProxy> proxy(String registry) {
    return access
        .proxy()
        .or(() -> HttpProxy.of(environment))
        .filter(proxy -> proxy.leadsTo(Hosts.withoutPort(registry)));
  }

  /**
   * jib would try the other port as well, which takes long if a name does not resolve or the
   * connection is refused.
   */
  private static void failFast(String registry, boolean insecure) throws IOException {
    URI uri = URI.create("https://" + registry);
    List<Proxy> proxies = ProxySelector.getDefault().select(uri);
    boolean direct = proxies.isEmpty() || proxies.get(0).type() == Proxy.Type.DIRECT;
    boolean onlyOnePort = uri.getPort() != -1 || !insecure;
    if (!direct || !onlyOnePort) {
      return;
    }
    InetSocketAddress address =
        new InetSocketAddress(uri.getHost(), uri.getPort() == -1 ? 443 : uri.getPort());
    if (address.isUnresolved()) {
      throw new UnknownHostException(uri.getHost());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
    }
  }

  private Optional<Credential> credential(ImageReference image, boolean push) {
    Optional<Credentials> given =
        ofEnvironment(image.getRegistry(), push).or(() -> logins.at(image.getRegistry()));
    if (given.isPresent()) {
      return given.map(login -> Credential.from(login.user(), login.password()));
    }
    CredentialRetrieverFactory factory = CredentialRetrieverFactory.forImage(image, log -> {});
    List<CredentialRetriever> places = new ArrayList<>();
    loginFiles().filter(Files::isRegularFile).map(factory::dockerConfig).forEach(places::add);
    places.add(factory.wellKnownCredentialHelpers());
    for (CredentialRetriever place : places) {
      try {
        Optional<Credential> found = place.retrieve();
        if (found.isPresent()) {
          return found;
        }
      } catch (Exception e) {
        throw new Problem(
            "Cannot read the credentials for " + image.getRegistry() + ": " + e.getMessage(),
            "Log in again:\ndocker login " + image.getRegistry(),
            e);
      }
    }
    return Optional.empty();
  }

  /**
   * Credentials in environment variables, for pipelines. Unless the environment names their
   * registry, they are used for the registry that images are pushed to.
   */
  private Optional<Credentials> ofEnvironment(String registry, boolean push) {
    Optional<String> user = text("DEV_REGISTRY_USER");
    Optional<String> password = text("DEV_REGISTRY_PASSWORD");
    boolean meant =
        text("DEV_REGISTRY_HOST").map(it -> Hosts.names(registry).contains(it)).orElse(push);
    if (!meant || user.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    if (user.isEmpty() || password.isEmpty()) {
      throw new Problem(
          (user.isEmpty() ? "DEV_REGISTRY_PASSWORD" : "DEV_REGISTRY_USER")
              + " is set in the environment, but "
              + (user.isEmpty() ? "DEV_REGISTRY_USER" : "DEV_REGISTRY_PASSWORD")
              + " is not.",
          "Set both or neither.");
    }
    return Optional.of(new Credentials(user.get(), password.get()));
  }

  /** Podman's files first, then Docker's, in the same order as Podman and skopeo. */
  private Stream<Path> loginFiles() {
    List<Path> files = new ArrayList<>();
    variable("REGISTRY_AUTH_FILE").ifPresent(files::add);
    variable("XDG_RUNTIME_DIR").map(f -> f.resolve("containers/auth.json")).ifPresent(files::add);
    files.add(
        variable("XDG_CONFIG_HOME")
            .orElse(home.resolve(".config"))
            .resolve("containers/auth.json"));
    files.add(variable("DOCKER_CONFIG").orElse(home.resolve(".docker")).resolve("config.json"));
    return files.stream();
  }

  private Optional<Path> variable(String name) {
    return text(name).map(Path::of);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
