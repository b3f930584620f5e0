package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.image.transport.HttpProxy;
import dev.innerloop.image.transport.RegistryHttp;
import dev.innerloop.image.transport.RegistryRetries;
import dev.innerloop.image.transport.TrustedCertificates;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens sessions with registries. */
public final class Registries {

  private static final int CONNECT_MILLIS = 5_000;

  private final CredentialStore credentials;
  private final RegistryAccess access;
  private final Map<String, String> environment;
  private final RegistryRetries retries;

  /**
   * Access to registries.
   *
   * @param configured take precedence over the files of {@code docker login} and similar tools
   */
  public Registries(ConfiguredCredentials configured, RegistryAccess access) {
    this(
        configured,
        access,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        RegistryRetries.Pause.REAL);
  }

  public Registries(
      ConfiguredCredentials configured,
      RegistryAccess access,
      Map<String, String> environment,
      Path home) {
    this(configured, access, environment, home, RegistryRetries.Pause.REAL);
  }

  Registries(
      ConfiguredCredentials configured,
      RegistryAccess access,
      Map<String, String> environment,
      Path home,
      RegistryRetries.Pause pause) {
    this.credentials = new CredentialStore(configured, environment, home);
    this.access = access;
    this.environment = Map.copyOf(environment);
    this.retries = new RegistryRetries(pause);
  }

  /** Whether an image's registry is on this machine. */
  public static boolean isLoopback(ImageReference image) {
    return Hosts.isLoopback(image.getRegistry());
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
  public Optional<ContentHash> loopbackDigest(ImageReference image) {
    boolean mirrored = access.mirrors().stream().anyMatch(it -> it.copyOf(image).isPresent());
    return isLoopback(image) && !mirrored ? LoopbackRegistry.digest(image) : Optional.empty();
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
    return RegistryErrors.ofPull(image)
        .translate(
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
        credentials
            .find(pulled, same)
            .or(() -> same ? Optional.empty() : credentials.find(pushed, true));
    if (known.isEmpty()) {
      return new NodeAccess.Unknown();
    }
    if (isOpen(pushed)) {
      return new NodeAccess.Anonymous();
    }
    Credential credential = known.get();
    String server = Hosts.server(pulled.getRegistry());
    return credential.isOAuth2RefreshToken() || credential.getPassword().isEmpty()
        ? new NodeAccess.WithIdentityToken(server)
        : new NodeAccess.WithCredentials(
            server, new Credentials(credential.getUsername(), credential.getPassword()));
  }

  /** Whether it can be pulled anonymously; false if that cannot be determined. */
  private boolean isOpen(ImageReference image) {
    try {
      return RegistryErrors.ofPull(image)
          .translate(
              () -> {
                try (RegistrySession anonymous =
                    open(image, false, Optional.empty(), Optional.empty())) {
                  return anonymous.has(image.getQualifier());
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
    return open(image, push, mountable, credentials.find(image, push));
  }

  private RegistrySession open(
      ImageReference image,
      boolean push,
      Optional<String> mountable,
      Optional<Credential> credential)
      throws Exception {
    String registry = image.getRegistry();
    boolean here = Hosts.isLoopback(registry);
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
            access.certificates().map(TrustedCertificates::new),
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
        .filter(proxy -> proxy.isUsedFor(Hosts.withoutPort(registry)));
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
}
