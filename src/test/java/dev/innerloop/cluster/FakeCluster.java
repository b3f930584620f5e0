package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.ApiGroups;
import dev.innerloop.manifest.tree.ResourceFormat;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster whose API server keeps what is applied, permits everything and runs nothing: it answers
 * otherwise where a test says so, and counts what it is asked.
 */
public final class FakeCluster implements AfterEachCallback {

  private static final String RULES =
      "{\"status\":{\"resourceRules\":[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],"
          + "\"resources\":[\"*\"]}]}}";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "test-api-server");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Map<String, Object>> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final KubernetesSerialization serialization = ResourceFormat.serialization();

  private record Answer(int code, String body) {}

  public FakeCluster() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    answer("GET /version", "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.0\"}");
    answer("POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews", RULES);
    answer(
        "POST /apis/authentication.k8s.io/v1/selfsubjectreviews",
        "{\"status\":{\"userInfo\":{\"username\":\"anna\"}}}");
    put("/api/v1/namespaces/team", "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"team\"}}");
  }

  /** A connection to it, as {@link Clusters} makes them. */
  public Cluster connect() {
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withKubernetesSerialization(serialization)
            .build();
    return new Cluster(
        client,
        new ApiErrors("team", "anna", "https://api"),
        "team",
        "team",
        "https://api",
        false,
        new Clusters.Discovery(ApiGroups.of(new APIGroupList())));
  }

  /**
   * Has an object.
   *
   * @param path such as {@code /api/v1/namespaces/team/secrets/shop-dev}
   */
  @SuppressWarnings("unchecked")
  public void put(String path, String json) {
    objects.put(path, new LinkedHashMap<>(serialization.unmarshal(json, Map.class)));
  }

  /** The object of a path, as YAML; empty if there is none. */
  public String yaml(String path) {
    Map<String, Object> object = objects.get(path);
    return object == null ? "" : serialization.asYaml(object);
  }

  /**
   * Answers otherwise than by what it has.
   *
   * @param request such as {@code GET /version} or {@code PATCH /api/v1/... (dry run)}
   */
  public void answer(String request, String json) {
    answers.put(request, new Answer(200, json));
  }

  public void refuse(String request, int code, String message) {
    answers.put(
        request,
        new Answer(
            code, "{\"kind\":\"Status\",\"code\":%d,\"message\":\"%s\"}".formatted(code, message)));
  }

  /** What it was asked so far, such as {@code GET /version}; dry runs say so. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Counts from here. */
  public void forgetRequests() {
    requests.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String path = exchange.getRequestURI().getPath();
    String request =
        exchange.getRequestMethod()
            + " "
            + path
            + (query.containsKey("dryRun") ? " (dry run)" : "");
    requests.add(request);
    Answer answer = answers.get(request);
    if (answer == null) {
      answer = answer(exchange.getRequestMethod(), path, query, body);
    }
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer answer(String method, String path, Map<String, String> query, String body) {
    switch (method) {
      case "PATCH" -> {
        Map<String, Object> object = applied(body);
        if (!query.containsKey("dryRun")) {
          objects.put(path, object);
        }
        return new Answer(200, serialization.asJson(object));
      }
      case "POST" -> {
        return new Answer(201, body);
      }
      case "DELETE" -> {
        objects.remove(path);
        return new Answer(200, "{\"kind\":\"Status\",\"status\":\"Success\"}");
      }
      default -> {
        Map<String, Object> object = objects.get(path);
        if (object != null) {
          return new Answer(200, serialization.asJson(object));
        }
        return isCollection(path)
            ? new Answer(200, list(path, query))
            : new Answer(404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not found\"}");
      }
    }
  }

  /** As controllers would leave it, had they seen it. */
  @SuppressWarnings("unchecked")
  private Map<String, Object> applied(String body) {
    Map<String, Object> object = new TreeMap<>(serialization.unmarshal(body, Map.class));
    Map<String, Object> metadata =
        new TreeMap<>((Map<String, Object>) object.getOrDefault("metadata", Map.of()));
    metadata.put("generation", 1);
    metadata.put("resourceVersion", Integer.toString(body.hashCode()));
    object.put("metadata", metadata);
    object.put("status", Map.of("observedGeneration", 1));
    return object;
  }

  private static boolean isCollection(String path) {
    String[] parts = path.split("/");
    // /api/v1/namespaces/team/pods, /apis/apps/v1/namespaces/team/deployments, /api/v1/nodes
    return parts.length == 4 || (parts[1].equals("api") ? parts.length == 6 : parts.length == 7);
  }

  private String list(String path, Map<String, String> query) {
    List<Object> items = new ArrayList<>();
    objects.forEach(
        (name, object) -> {
          if (name.startsWith(path + "/") && isSelected(object, query)) {
            items.add(object);
          }
        });
    return serialization.asJson(
        Map.of(
            "kind",
            "List",
            "apiVersion",
            "v1",
            "metadata",
            Map.of("resourceVersion", "1"),
            "items",
            items));
  }

  private static boolean isSelected(Map<String, Object> object, Map<String, String> query) {
    Map<?, ?> metadata = (Map<?, ?>) object.getOrDefault("metadata", Map.of());
    Object labels = metadata.get("labels");
    Map<?, ?> labelled = labels instanceof Map<?, ?> map ? map : Map.of();
    for (String pair : query.getOrDefault("labelSelector", "").split(",")) {
      if (!pair.isEmpty()
          && !pair.substring(pair.indexOf('=') + 1)
              .equals(labelled.get(pair.substring(0, pair.indexOf('='))))) {
        return false;
      }
    }
    String field = query.getOrDefault("fieldSelector", "");
    return field.isEmpty() || field.equals("metadata.name=" + metadata.get("name"));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return query;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.stop(0);
    threads.shutdownNow();
  }
}
