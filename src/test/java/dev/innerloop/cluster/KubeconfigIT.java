package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.innerloop.acceptance.Node;
import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.image.registry.TestAuthority;
import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kubeconfig is used by kubectl and by us, from another directory, against an API server that
 * records who calls: kubectl decides what is right.
 */
@OnCluster
class KubeconfigIT {

  private static final long SECONDS = 90;

  @TempDir private static Path shared;
  private static TestAuthority authority;
  private static HttpsServer server;
  private static ServerSocket proxy;
  private static Path kubectl;

  private static final List<Caller> callers = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  /** As whom a request was sent. */
  record Caller(String authorization, String certificate, Map<String, List<String>> impersonation) {

    static Caller of(HttpExchange exchange) {
      Map<String, List<String>> impersonation = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (name.startsWith("Impersonate-")) {
                  impersonation.put(name, values);
                }
              });
      return new Caller(
          String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
          certificate((HttpsExchange) exchange),
          impersonation);
    }

    private static String certificate(HttpsExchange exchange) {
      try {
        return exchange.getSSLSession().getPeerPrincipal().getName();
      } catch (SSLPeerUnverifiedException e) {
        return "none";
      }
    }
  }

  /**
   * @param path of KUBECONFIG, below the folder of the files
   */
  record Case(String name, String path, Map<String, String> files) {

    static Case of(String name, String... filesAndTexts) {
      Map<String, String> files = new LinkedHashMap<>();
      for (int i = 0; i < filesAndTexts.length; i += 2) {
        files.put(filesAndTexts[i], filesAndTexts[i + 1]);
      }
      return new Case(
          name,
          files.keySet().stream()
              .filter(file -> !file.endsWith(".sh") && !file.endsWith(".txt"))
              .collect(Collectors.joining(":")),
          files);
    }

    @Override
    public String toString() {
      return name;
    }

    /** Writes the files; each name of KUBECONFIG gets its folder. */
    String in(Path folder) throws Exception {
      for (Map.Entry<String, String> each : files.entrySet()) {
        Path file = folder.resolve(each.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, filled(each.getValue()));
        if (each.getKey().endsWith(".sh")) {
          assertThat(file.toFile().setExecutable(true)).isTrue();
        }
      }
      Files.createDirectories(folder.resolve("conf/pki"));
      Files.copy(authority.authority(), folder.resolve("conf/pki/ca.pem"));
      Files.copy(authority.certificate(), folder.resolve("conf/pki/user.pem"));
      Files.copy(authority.key(), folder.resolve("conf/pki/user.key"));
      return Arrays.stream(path.split(":"))
          .map(name -> folder.resolve(name).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }

    private static String filled(String text) throws IOException {
      return text.replace("SERVER", "https://localhost:" + server.getAddress().getPort())
          .replace("PROXY", String.valueOf(proxy.getLocalPort()))
          .replace("PORT", String.valueOf(server.getAddress().getPort()))
          .replace("CA_DATA", base64(authority.authority()))
          .replace("CERTIFICATE_DATA", base64(authority.certificate()))
          .replace("KEY_DATA", base64(authority.key()));
    }

    private static String base64(Path file) throws IOException {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
  }

  private static Case user(String name, String user, String... more) {
    List<String> files =
        new ArrayList<>(
            List.of("conf/config", CLUSTER + "users:\n- name: anna\n  user: " + user + "\n"));
    files.addAll(List.of(more));
    return Case.of(name, files.toArray(String[]::new));
  }

  private static final String CONTEXT =
      """
      apiVersion: v1
      kind: Config
      current-context: here
      contexts: [{name: here, context: {cluster: kind-test, user: anna}}]
      """;

  private static final String CLUSTER =
      CONTEXT
          + """
          clusters:
          - name: kind-test
            cluster:
              server: SERVER
              certificate-authority: pki/ca.pem
              extensions:
              - {name: client.authentication.k8s.io/exec, extension: {audience: shop, level: 3}}
              - {name: other, extension: {provider: x}}
          """;

  /** A script that prints credentials. */
  private static String printing(String status) {
    return """
    #!/bin/sh
    echo "asking the identity provider" >&2
    printf '%%s' "$KUBERNETES_EXEC_INFO" > "$(dirname "$0")/info.txt"
    version=$(printf '%%s' "$KUBERNETES_EXEC_INFO" | sed 's/.*apiVersion": *"\\([^"]*\\)".*/\\1/')
    cat <<END
    {"kind": "ExecCredential", "apiVersion": "$version", "status": {%s}}
    END
    """
        .formatted(status);
  }

  private static String exec(String fields) {
    return "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, "
        + fields
        + "}}";
  }

  private static final String ARGUMENTS =
      """
      #!/bin/sh
      token=$(for each in "$TEAM" "$@"; do printf '%s' "$each" | od -An -tx1 | tr -d ' \\n'; printf '_'; done)
      echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status": {"token": "'$token'"}}'
      """;

  private static final String SECOND_TIME =
      """
      #!/bin/sh
      token=stale; [ -e "$0.ran" ] && token=fresh
      touch "$0.ran"
      echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status": {"token": "'$token'"}}'
      """;

  private static final String CERTIFICATE =
      """
      #!/bin/sh
      cd "$(dirname "$0")/pki"
      line() { tr -d '\\r' < "$1" | awk '{printf "%s\\\\n", $0}'; }
      printf '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status":
        {"clientCertificateData": "%s", "clientKeyData": "%s"}}' \\
        "$(line user.pem)" "$(line user.key)"
      """;

  static List<Case> accepted() {
    return List.of(
        user("a token", "{token: t}"),
        user(
            "a client certificate in relative files",
            "{client-certificate: pki/user.pem, client-key: ./pki/../pki/user.key}"),
        user(
            "a client certificate in the file itself",
            "{client-certificate-data: CERTIFICATE_DATA, client-key-data: KEY_DATA}"),
        user("a relative token file", "{tokenFile: ../token.txt}", "token.txt", "from-file\n"),
        user(
            "a token and a token file",
            "{token: t, tokenFile: token.txt}",
            "conf/token.txt",
            "from-file"),
        user("a password", "{username: anna, password: p}"),
        user(
            "impersonation",
            "{token: t, as: berta, as-uid: '42', as-groups: [dev, ops], as-user-extra: {team:"
                + " [a]}}"),
        Case.of(
            "entries in several files, with paths relative to each",
            "first/config",
            CONTEXT,
            "conf/config",
            "clusters: [{name: kind-test, cluster: {server: SERVER, certificate-authority:"
                + " pki/ca.pem}}]",
            "third/config",
            "users: [{name: anna, user: {tokenFile: token.txt}}]",
            "third/token.txt",
            "third"),
        Case.of(
            "a user in two files",
            "conf/config",
            CLUSTER + "users: [{name: anna, user: {username: anna, password: p}}]",
            "second/config",
            "current-context: other\nusers: [{name: anna, user: {token: second}}]"),
        new Case(
            "a file that does not exist and an empty one",
            "missing:empty:conf/config",
            Map.of(
                "empty",
                "",
                "conf/config",
                CLUSTER + "users: [{name: anna, user: {token: t}}]\npreferences: {}\n")),
        Case.of(
            "JSON",
            "conf/config",
            """
            {"current-context": "here", "users": [{"name": "anna", "user": {"token": "t"}}],
             "contexts": [{"name": "here", "context": {"cluster": "kind-test", "user": "anna"}}],
             "clusters": [{"name": "kind-test",
               "cluster": {"server": "SERVER", "certificate-authority-data": "CA_DATA"}}]}
            """),
        Case.of(
            "a server whose certificate is not verified",
            "conf/config",
            CONTEXT
                + "clusters: [{name: kind-test, cluster: {server: 'https://127.0.0.1:PORT',"
                + " insecure-skip-tls-verify: true}}]\nusers: [{name: anna, user: {token: t}}]"),
        Case.of(
            "an address with another name in the server's certificate",
            "conf/config",
            CONTEXT
                + "clusters: [{name: kind-test, cluster: {server: 'https://127.0.0.1:PORT',"
                + " tls-server-name: registry.test, certificate-authority: pki/ca.pem}}]\n"
                + "users: [{name: anna, user: {token: t}}]"),
        Case.of(
            "a host with another name in the server's certificate",
            "conf/config",
            CONTEXT
                + "clusters: [{name: kind-test, cluster: {server: SERVER,"
                + " tls-server-name: registry.test, certificate-authority: pki/ca.pem}}]\n"
                + "users: [{name: anna, user: {token: t}}]"),
        Case.of(
            "a proxy",
            "conf/config",
            CONTEXT
                + "clusters: [{name: kind-test, cluster: {server: 'https://registry.test:1',"
                + " proxy-url: 'http://127.0.0.1:PROXY', certificate-authority: pki/ca.pem}}]\n"
                + "users: [{name: anna, user: {token: t}}]"),
        user(
            "a relative credential plugin that writes to standard error",
            exec("command: ./token.sh"),
            "conf/token.sh",
            printing("\"token\": \"plugin\"")),
        user(
            "a credential plugin in another directory, with the older API version",
            "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ../bin/token.sh,"
                + " args: null, env: null}}",
            "bin/token.sh",
            printing("\"token\": \"plugin\", \"expirationTimestamp\": \"2999-01-01T00:00:00Z\"")),
        user(
            "a credential plugin that learns of the cluster",
            exec("command: ./token.sh, provideClusterInfo: true"),
            "conf/token.sh",
            printing("\"token\": \"plugin\"")),
        user(
            "a credential plugin with arguments that a shell would change",
            exec(
                "command: ./args.sh, env: [{name: TEAM, value: '$HOME & co'}], args: ['$HOME',"
                    + " 'a&b', 'two words', \"'\", '\"', '', '*', 'x;y', '`z`', '\\']"),
            "conf/args.sh",
            ARGUMENTS),
        user(
            "a credential plugin on the PATH",
            exec(
                "command: sh, args: ['-c', 'echo \"{\\\"kind\\\": \\\"ExecCredential\\\","
                    + " \\\"apiVersion\\\": \\\"client.authentication.k8s.io/v1\\\","
                    + " \\\"status\\\": {\\\"token\\\": \\\"path\\\"}}\"']")),
        user(
            "a credential plugin that returns a client certificate",
            exec("command: ./certificate.sh"),
            "conf/certificate.sh",
            CERTIFICATE),
        user(
            "a token and a credential plugin",
            "{token: t, exec: {apiVersion: client.authentication.k8s.io/v1, command: ./no.sh,"
                + " interactiveMode: Never}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void authenticatesAsKubectlDoes(Case kubeconfig) throws Exception {
    String theirs = kubeconfig.in(Files.createDirectories(folder.resolve("kubectl")));
    String ours = kubeconfig.in(Files.createDirectories(folder.resolve("ours")));

    assertThat(kubectl(theirs)).isEqualTo("exit code 0");
    Caller caller = caller();
    connect(ours);

    assertThat(caller()).isEqualTo(caller);
    assertThat(info("ours")).isEqualTo(info("kubectl"));
  }

  record Proxied(String server, String more, Map<String, String> environment) {
    static Proxied of(String... namesAndValues) {
      Map<String, String> environment = new TreeMap<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        environment.put(namesAndValues[i], namesAndValues[i + 1]);
      }
      // It has no address: only the proxy finds it.
      return new Proxied("https://registry.test:1", "", environment);
    }

    private Map<String, String> filled() {
      Map<String, String> filled = new TreeMap<>();
      environment.forEach(
          (name, value) ->
              filled.put(name, value.replace("PROXY", String.valueOf(proxy.getLocalPort()))));
      return filled;
    }

    @Override
    public String toString() {
      return server + " " + more + environment;
    }
  }

  static List<Proxied> proxied() {
    String dead = "http://127.0.0.1:1";
    return List.of(
        Proxied.of(),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY"),
        Proxied.of("https_proxy", "127.0.0.1:PROXY"),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY", "https_proxy", dead),
        Proxied.of("HTTPS_PROXY", "", "https_proxy", "http://127.0.0.1:PROXY"),
        Proxied.of("HTTP_PROXY", "http://127.0.0.1:PROXY"),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY", "NO_PROXY", "other.test, egistry.test"),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY", "NO_PROXY", "registry.test:2"),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY", "NO_PROXY", "registry.test:1"),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY", "NO_PROXY", "a, .Test"),
        Proxied.of("HTTPS_PROXY", "http://127.0.0.1:PROXY", "no_proxy", "*"),
        new Proxied("SERVER", "", Map.of("HTTPS_PROXY", dead)),
        new Proxied(
            "https://registry.test:1",
            "proxy-url: 'http://127.0.0.1:PROXY', ",
            Map.of("HTTPS_PROXY", dead, "NO_PROXY", "*")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proxied")
  void reachesTheServerThroughTheProxyThatKubectlUses(Proxied proxied) throws Exception {
    String path =
        Case.of(
                "",
                "conf/config",
                CONTEXT
                    + "clusters: [{name: kind-test, cluster: {server: '"
                    + proxied.server()
                    + "', "
                    + proxied.more()
                    + "certificate-authority: pki/ca.pem}}]\n"
                    + "users: [{name: anna, user: {token: t}}]")
            .in(folder);

    boolean theirs = kubectl(path, proxied.filled()).equals("exit code 0");

    if (theirs) {
      connect(path, proxied.filled());
      assertThat(caller().authorization()).isEqualTo("Bearer t");
    } else {
      assertThatThrownBy(() -> connect(path, proxied.filled()))
          .hasMessageEndingWith("cannot be reached: unknown host.");
    }
  }

  /** kubectl reports the rejection, and runs the plugin for its next request only. */
  @Test
  void runsACredentialPluginAgainWhenItsTokenIsRevoked() throws Exception {
    connect(user("", exec("command: ./token.sh"), "conf/token.sh", SECOND_TIME).in(folder));

    assertThat(caller().authorization()).isEqualTo("Bearer fresh");
  }

  record Rejected(Case kubeconfig, String message, String remedy) {
    @Override
    public String toString() {
      return kubeconfig.name();
    }
  }

  static List<Rejected> rejected() {
    String check =
        "Fix the plugin or its login, then check it with: kubectl --context=here auth whoami";
    String paths =
        "Log in to the cluster again, or correct the path. A relative path starts at the directory"
            + " of the kubeconfig that has it.";
    return List.of(
        new Rejected(
            user(
                "a credential plugin that is not installed",
                exec("command: no-such-login, installHint: 'Install it: brew install login'")),
            "The credential plugin no-such-login of user anna in the kubeconfig cannot be started:"
                + " No such file or directory.",
            "Install it: brew install login\n" + check),
        new Rejected(
            user("a credential plugin that is not executable", exec("command: pki/user.pem")),
            "The credential plugin FOLDER/conf/pki/user.pem of user anna in the kubeconfig cannot"
                + " be started: Permission denied.",
            check),
        new Rejected(
            user(
                "a credential plugin that fails",
                exec("command: ./token.sh"),
                "conf/token.sh",
                "#!/bin/sh\necho 'token expired' >&2\necho 'run: login anna' >&2\nexit 3\n"),
            "The credential plugin FOLDER/conf/token.sh of user anna in the kubeconfig failed with"
                + " exit code 3:\n  token expired\n  run: login anna",
            check),
        new Rejected(
            user(
                "a credential plugin that returns nothing",
                exec("command: ./token.sh"),
                "conf/token.sh",
                printing("")),
            "The credential plugin FOLDER/conf/token.sh of user anna in the kubeconfig returned"
                + " neither a token nor a client certificate.",
            check),
        new Rejected(
            user(
                "a credential plugin that prints text",
                exec("command: ./token.sh"),
                "conf/token.sh",
                "#!/bin/sh\necho Welcome!\n"),
            "The credential plugin FOLDER/conf/token.sh of user anna in the kubeconfig printed"
                + " something else than an ExecCredential.",
            check),
        new Rejected(
            user(
                "a credential plugin that needs a terminal",
                "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always,"
                    + " command: ./token.sh}}",
                "conf/token.sh",
                printing("\"token\": \"plugin\"")),
            "The credential plugin FOLDER/conf/token.sh of user anna in the kubeconfig needs a"
                + " terminal (interactiveMode: Always), and standard input is none.",
            check),
        new Rejected(
            Case.of(
                "a certificate authority that does not exist",
                "conf/config",
                CONTEXT
                    + "clusters: [{name: kind-test, cluster: {server: SERVER,"
                    + " certificate-authority: ca.crt}}]\nusers: [{name: anna, user: {token: t}}]"),
            "The kubeconfig's context here needs the file FOLDER/conf/ca.crt"
                + " (certificate-authority), which does not exist.",
            paths),
        new Rejected(
            user("a token file that does not exist", "{tokenFile: token.txt}"),
            "The kubeconfig's context here needs the file FOLDER/conf/token.txt (tokenFile), which"
                + " does not exist.",
            paths));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejected")
  void rejectsWhatKubectlRejects(Rejected rejected) throws Exception {
    String path = rejected.kubeconfig().in(folder);

    assertThat(kubectl(path)).isNotEqualTo("exit code 0");
    assertThatThrownBy(() -> connect(path))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.remedy()).isEqualTo(rejected.remedy()))
        .hasMessage(rejected.message().replace("FOLDER", folder.toString()));
  }

  @BeforeAll
  static void startServer() throws Exception {
    kubectl = Node.tools().resolve("kubectl");
    authority = new TestAuthority(shared);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(authority.asking());
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          Caller caller = Caller.of(exchange);
          boolean revoked = caller.authorization().equals("Bearer stale");
          if (!revoked) {
            callers.add(caller);
          }
          byte[] body =
              (revoked
                      ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":401}"
                      : "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}")
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(revoked ? 401 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Whatever host is asked for, it connects to the API server. */
  @BeforeAll
  static void startProxy() throws IOException {
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(
        () -> {
          while (true) {
            Socket client = proxy.accept();
            start(() -> tunnel(client));
          }
        });
  }

  private static void tunnel(Socket client) throws IOException {
    try (client;
        Socket api = new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      // Until the empty line that ends the request.
      for (int state = 0; state < 4; ) {
        int read = client.getInputStream().read();
        state = read == "\r\n\r\n".charAt(state) ? state + 1 : read == '\r' ? 1 : 0;
      }
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
      start(() -> api.getInputStream().transferTo(client.getOutputStream()));
      client.getInputStream().transferTo(api.getOutputStream());
    }
  }

  private interface Transfer {
    void run() throws IOException;
  }

  private static void start(Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException e) {
                // One of both ends has closed the connection.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    proxy.close();
    server.stop(0);
  }

  /** The one who called, in all requests. */
  private static Caller caller() {
    assertThat(Set.copyOf(callers)).hasSize(1);
    Caller caller = callers.get(0);
    callers.clear();
    return caller;
  }

  private Object info(String whose) throws IOException {
    for (String name : List.of("conf/info.txt", "bin/info.txt")) {
      Path file = folder.resolve(whose).resolve(name);
      if (Files.exists(file)) {
        return ResourceFormat.serialization().unmarshal(Files.readString(file), Map.class);
      }
    }
    return "no plugin ran";
  }

  private void connect(String path) {
    connect(path, Map.of());
  }

  private void connect(String path, Map<String, String> proxies) {
    Map<String, String> environment = new TreeMap<>(proxies);
    environment.put("KUBECONFIG", path);
    Clusters.connect(ConnectSettings.of(environment, folder, Optional.empty(), Set.of()))
        .orElseThrow()
        .close();
  }

  private String kubectl(String path) throws Exception {
    return kubectl(path, Map.of());
  }

  private String kubectl(String path, Map<String, String> proxies) throws Exception {
    Path printed = folder.resolve("printed");
    ProcessBuilder builder =
        new ProcessBuilder(kubectl.toString(), "get", "--raw", "/apis")
            .directory(shared.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"));
    builder.environment().putAll(proxies);
    builder.environment().put("KUBECONFIG", path);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("kubectl ends").isTrue();
      return process.exitValue() == 0
          ? "exit code 0"
          : "exit code " + process.exitValue() + ": " + Files.readString(printed);
    } finally {
      process.destroyForcibly();
    }
  }
}
