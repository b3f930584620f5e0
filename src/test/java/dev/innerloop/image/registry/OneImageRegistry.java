package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A registry on loopback that has one image, without layers: a Java 17 for a numeric user. */
public final class OneImageRegistry implements AutoCloseable {

  private static final String MANIFEST_TYPE =
      "application/vnd.docker.distribution.manifest.v2+json";

  private final HttpServer server;
  private final byte[] config;
  private final byte[] manifest;

  /**
   * @param environment of the image besides that of Java, such as {@code LANG=C}
   */
  public OneImageRegistry(String... environment) {
    StringBuilder more = new StringBuilder();
    for (String variable : environment) {
      more.append(",\"").append(variable).append('"');
    }
    config =
        """
        {"architecture":"%s","os":"linux","rootfs":{"type":"layers","diff_ids":[]},\
        "config":{"User":"1000","Entrypoint":["/opt/java/bin/java"],\
        "Env":["JAVA_HOME=/opt/java","JAVA_VERSION=jdk-17.0.1"%s]}}\
        """
            .formatted(architecture(), more)
            .getBytes(UTF_8);
    manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","layers":[],"config":\
        {"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"}}\
        """
            .formatted(MANIFEST_TYPE, config.length, digest(config))
            .getBytes(UTF_8);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  /** The name of the image. */
  public String image() {
    return "localhost:" + server.getAddress().getPort() + "/jre:17";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/v2/jre/manifests/")) {
      send(exchange, MANIFEST_TYPE, manifest);
    } else if (path.equals("/v2/jre/blobs/" + digest(config))) {
      send(exchange, "application/octet-stream", config);
    } else if (path.equals("/v2/")) {
      send(exchange, "application/json", "{}".getBytes(UTF_8));
    } else {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest(body));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
