package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.innerloop.cluster.api.ApiErrors;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An API server that accepts every request and has no objects, unless a test says otherwise. Its
 * watches report nothing.
 */
public final class FakeApi implements AfterEachCallback {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, String> ends = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public final KubernetesClient client;
  public final ApiErrors errors = new ApiErrors("team", "anna", "https://api");

  private volatile Answer otherwise = status(404, "not found");

  private record Answer(int code, String body) {}

  public FakeApi() {
    this(Config.empty());
  }

  /** One whose user authenticates with a token. */
  public static FakeApi knowing(String token) {
    return new FakeApi(new ConfigBuilder(Config.empty()).withOauthToken(token).build());
  }

  private FakeApi(Config config) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          Optional.ofNullable(ends.get(request)).ifPresent(answers::remove);
          requests.add(sent.isEmpty() ? request : request + " " + sent);
          if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true")) {
            watch(exchange);
            return;
          }
          Answer answer =
              answers.getOrDefault(request, sent.isEmpty() ? otherwise : new Answer(200, sent));
          byte[] body = answer.body().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer.code(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(config)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  /** Without a WebSocket, as behind some proxies. */
  private static void watch(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
    } else {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
    }
  }

  /**
   * Sets the response to a request.
   *
   * @param request such as {@code GET /api/v1/namespaces/shop}
   */
  public void answer(String request, String json) {
    answers.put(request, new Answer(200, json));
  }

  /** Deletes an object once another request has come. */
  public void afterwards(String request, String gone) {
    ends.put(request, gone);
  }

  public void refuse(String request, int code, String words) {
    answers.put(request, status(code, words));
  }

  /** Sets the response to all other requests. */
  public void refuse(int code) {
    otherwise = status(code, "no");
  }

  private static Answer status(int code, String words) {
    return new Answer(
        code,
        "{\"kind\":\"Status\",\"code\":%d,\"message\":\"%s\"}"
            .formatted(code, words.replace("\"", "\\\"")));
  }

  /** The requests with their bodies, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client.close();
    server.stop(0);
  }
}
