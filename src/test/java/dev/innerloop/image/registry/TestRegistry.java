package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's docker-registry on a free loopback port. */
public final class TestRegistry implements AutoCloseable {

  /** The user "dev" with the password "secret". */
  public static final String HTPASSWD =
      "dev:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

  public static final String PASSWORD = "secret";

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private TestRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static TestRegistry anonymous(Path folder) throws Exception {
    return start(folder, "");
  }

  public static TestRegistry withBasicAuth(Path folder) throws Exception {
    return withBasicAuth(folder, "dev");
  }

  /** With one user, whose password is {@link #PASSWORD}. */
  public static TestRegistry withBasicAuth(Path folder, String user) throws Exception {
    Path users = Files.writeString(folder.resolve("htpasswd"), HTPASSWD.replaceFirst("^dev", user));
    return start(folder, "auth: {htpasswd: {realm: test, path: '" + users + "'}}\n");
  }

  /** With a certificate of {@link TestAuthority}, for localhost and registry.test. */
  public static TestRegistry withTls(Path folder, TestAuthority authority) throws Exception {
    return start(
        folder,
        "  tls: {certificate: '%s', key: '%s'}\n"
            .formatted(authority.certificate(), authority.key()));
  }

  /**
   * With so little room that hardly anything fits.
   *
   * @param disk its size is that of the room
   */
  static TestRegistry on(SmallDisk disk, Path folder) throws Exception {
    return start(folder, disk.folder(), "");
  }

  /**
   * Has jib itself push an image.
   *
   * @param caches a folder that may be used again
   */
  public static void push(JibContainerBuilder image, String name, Path caches) throws Exception {
    image.containerize(
        Containerizer.to(RegistryImage.named(name))
            .setBaseImageLayersCache(caches.resolve("jib-base"))
            .setApplicationLayersCache(caches.resolve("jib-app"))
            .setAllowInsecureRegistries(true));
  }

  private static TestRegistry start(Path folder, String auth) throws Exception {
    return start(folder, folder.resolve("storage"), auth);
  }

  private static TestRegistry start(Path folder, Path storage, String auth) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("registry-" + System.nanoTime() + ".yml"),
            """
            version: 0.1
            log: {level: info, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: '%s'}}
            http:
              addr: '127.0.0.1:0'
              relativeurls: true
            """
                    .formatted(storage)
                + auth);
    Process process =
        new ProcessBuilder(binary().toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .start();
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, port), "registry-log");
    reader.setDaemon(true);
    reader.start();
    return new TestRegistry(process, port.get(20, TimeUnit.SECONDS));
  }

  private static void read(Process process, CompletableFuture<Integer> port) {
    StringBuilder log = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          port.complete(Integer.parseInt(listening.group(1)));
        }
      }
    } catch (IOException e) {
      log.append(e);
    }
    port.completeExceptionally(new IllegalStateException("docker-registry ended: " + log));
  }

  private static Path binary() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "docker-registry"))
            .filter(Files::isExecutable)
            .findFirst();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found)
          .as("docker-registry on the PATH: apt-get install docker-registry")
          .isPresent();
    }
    assumeTrue(
        found.isPresent(),
        "no docker-registry on the PATH, so nothing is pushed: apt-get install docker-registry");
    return found.get();
  }

  public String host() {
    return "localhost:" + port;
  }

  public JsonNode manifest(String repository, String tag) throws Exception {
    HttpResponse<byte[]> response = get("/v2/" + repository + "/manifests/" + tag);
    assertThat(response.statusCode()).isEqualTo(200);
    return new JsonMapper().readTree(response.body());
  }

  public String digest(String repository, String tag) throws Exception {
    return get("/v2/" + repository + "/manifests/" + tag)
        .headers()
        .firstValue("Docker-Content-Digest")
        .orElseThrow();
  }

  public byte[] blob(String repository, String digest) throws Exception {
    HttpResponse<byte[]> response = get("/v2/" + repository + "/blobs/" + digest);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  public JsonNode config(String repository, String tag) throws Exception {
    JsonNode manifest = manifest(repository, tag);
    return new JsonMapper()
        .readTree(blob(repository, manifest.path("config").path("digest").asString()));
  }

  public boolean has(String repository, String tag) throws Exception {
    return get("/v2/" + repository + "/manifests/" + tag).statusCode() == 200;
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://" + host() + path))
            .header("Accept", "application/vnd.oci.image.manifest.v1+json")
            .header("Accept", "application/vnd.oci.image.index.v1+json")
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
