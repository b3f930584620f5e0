package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.innerloop.problem.Problem;
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
import java.util.stream.Stream;

/** How registries are reached: as whom, and whether over plain HTTP. */
public final class Registries {

  private static final int CONNECT_MILLIS = 5_000;

  private final Logins logins;
  private final boolean insecure;
  private final Map<String, String> environment;
  private final Path home;

  /**
   * Registries as this machine reaches them.
   *
   * @param logins asked before the files that {@code docker login} and its likes write
   * @param insecure whether plain HTTP and untrusted TLS are allowed everywhere; on this machine
   *     they always are
   */
  public Registries(Logins logins, boolean insecure) {
    this(logins, insecure, System.getenv(), Path.of(System.getProperty("user.home")));
  }

  public Registries(Logins logins, boolean insecure, Map<String, String> environment, Path home) {
    this.logins = logins;
    this.insecure = insecure;
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  public RegistrySession toPull(ImageReference image) throws Exception {
    return open(image, false, Optional.empty());
  }

  /**
   * Opens the registry of an image that is to be pushed.
   *
   * @param base where layers may be mounted from when it lies in the same registry
   */
  public RegistrySession toPush(ImageReference image, Optional<ImageReference> base)
      throws Exception {
    return open(
        image,
        true,
        base.filter(b -> b.getRegistry().equals(image.getRegistry()))
            .map(ImageReference::getRepository));
  }

  private RegistrySession open(ImageReference image, boolean push, Optional<String> mountable)
      throws Exception {
    boolean insecureHere = insecure || isThisMachine(image.getRegistry());
    failFast(image.getRegistry(), insecureHere);
    RegistrySession session =
        new RegistrySession(image, mountable, credential(image), insecureHere);
    try {
      session.authenticate(push);
      return session;
    } catch (Exception e) {
      session.close();
      throw e;
    }
  }

  static boolean isThisMachine(String registry) {
    String host = registry.replaceFirst(":\\d+$", "");
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
  }

  /** jib retries for a minute where a name does not resolve or nobody listens; users should not. */
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

  private Optional<Credential> credential(ImageReference image) {
    Optional<Login> given = logins.at(image.getRegistry());
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
            "Cannot read the login for " + image.getRegistry() + ": " + e.getMessage(),
            "Log in again:\ndocker login " + image.getRegistry(),
            e);
      }
    }
    return Optional.empty();
  }

  /** Podman's places first, then Docker's: the order in which Podman and skopeo look. */
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
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
  }
}
