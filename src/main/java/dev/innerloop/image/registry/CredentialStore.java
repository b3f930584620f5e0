package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the credentials for a registry: in the environment, in the configuration of this plugin,
 * and in the files and helpers of {@code docker login} and similar tools.
 */
final class CredentialStore {

  private final ConfiguredCredentials configured;
  private final Map<String, String> environment;
  private final Path home;
  private final Duration patience;

  /** How jib says that a helper returned no credentials, with what it printed instead. */
  private static final Pattern NOTHING_RETURNED =
      Pattern.compile(".* has nothing for server URL: .*\\n+Got output:\\n+(.*)", Pattern.DOTALL);

  /** How helpers say that they know no credentials, by Docker's protocol for them. */
  private static final String NOT_FOUND = "credentials not found";

  /** Helpers ask a keychain, or a service that issues tokens. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  CredentialStore(ConfiguredCredentials configured, Map<String, String> environment, Path home) {
    this(configured, environment, home, PATIENCE);
  }

  CredentialStore(
      ConfiguredCredentials configured,
      Map<String, String> environment,
      Path home,
      Duration patience) {
    this.patience = patience;
    this.configured = configured;
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  /**
   * The credentials for the registry of an image; empty if there are none.
   *
   * @param push whether they are used to push
   * @throws Problem if they cannot be read
   */
  Optional<Credential> find(ImageReference image, boolean push) {
    Optional<Credentials> explicit =
        ofEnvironment(image.getRegistry(), push).or(() -> configured.at(image.getRegistry()));
    if (explicit.isPresent()) {
      return explicit.map(it -> Credential.from(it.user(), it.password()));
    }
    List<String> failures = new ArrayList<>();
    CredentialRetrieverFactory factory =
        CredentialRetrieverFactory.forImage(image, log -> failure(log).ifPresent(failures::add));
    List<CredentialRetriever> places = new ArrayList<>();
    credentialFiles().filter(Files::isRegularFile).map(factory::dockerConfig).forEach(places::add);
    places.add(factory.wellKnownCredentialHelpers());
    for (CredentialRetriever place : places) {
      try {
        Optional<Credential> found = inTime(place);
        if (found.isPresent()) {
          return found;
        }
      } catch (TimeoutException e) {
        throw new Problem(
            "The credential helper for "
                + image.getRegistry()
                + " does not answer within "
                + patience.toSeconds()
                + " s"
                + named(image)
                + ".",
            "Run it by hand, since it may ask a question or wait for a device: echo "
                + image.getRegistry()
                + " | "
                + helper(image).map(CredentialHelper::program).orElse("docker-credential-NAME")
                + " get\n"
                + "Or pass credentials in DEV_REGISTRY_USER and DEV_REGISTRY_PASSWORD.",
            e);
      } catch (Exception e) {
        throw new Problem(
            "Cannot read the credentials for " + image.getRegistry() + ": " + e.getMessage(),
            "Log in again:\ndocker login " + image.getRegistry(),
            e);
      }
    }
    // Public images can be pulled all the same, and registries on this machine need no login.
    if (push && !failures.isEmpty() && !Hosts.isLoopback(image.getRegistry())) {
      throw new Problem(
          "The credential helper for "
              + image.getRegistry()
              + " failed"
              + named(image)
              + ":\n"
              + String.join("\n", failures),
          "Run it by hand, install it, or remove it from that file and log in again:\n"
              + "docker login "
              + image.getRegistry()
              + "\nOr pass credentials in DEV_REGISTRY_USER and DEV_REGISTRY_PASSWORD.");
    }
    return Optional.empty();
  }

  /** What kept a helper from answering, of which jib only warns; empty if nothing did. */
  private static Optional<String> failure(LogEvent log) {
    if (log.getLevel() != LogEvent.Level.WARN) {
      return Optional.empty();
    }
    Matcher nothing = NOTHING_RETURNED.matcher(log.getMessage().strip() + "\n");
    String reason = nothing.matches() ? nothing.group(1) : log.getMessage();
    return Optional.of(reason.strip()).filter(text -> !text.isEmpty() && !text.contains(NOT_FOUND));
  }

  /** Retrieves credentials, for which a helper may be run. */
  private Optional<Credential> inTime(CredentialRetriever place) throws Exception {
    FutureTask<Optional<Credential>> retrieval = new FutureTask<>(place::retrieve);
    DaemonThreads.named("dev-credentials", retrieval).start();
    try {
      return retrieval.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      retrieval.cancel(true);
    }
  }

  private String named(ImageReference image) {
    return helper(image)
        .map(it -> ": " + it.program() + ", which is set by " + it.file())
        .orElse("");
  }

  private Optional<CredentialHelper> helper(ImageReference image) {
    return credentialFiles()
        .filter(Files::isRegularFile)
        .flatMap(file -> CredentialHelper.in(file, image.getRegistry()).stream())
        .findFirst();
  }

  /**
   * Credentials in environment variables, for pipelines. Unless the environment names their
   * registry, they are used for the registry that images are pushed to.
   */
  private Optional<Credentials> ofEnvironment(String registry, boolean push) {
    Optional<String> user = text("DEV_REGISTRY_USER");
    Optional<String> password = text("DEV_REGISTRY_PASSWORD");
    boolean applies =
        text("DEV_REGISTRY_HOST").map(it -> Hosts.names(registry).contains(it)).orElse(push);
    if (!applies || user.isEmpty() && password.isEmpty()) {
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
  private Stream<Path> credentialFiles() {
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
