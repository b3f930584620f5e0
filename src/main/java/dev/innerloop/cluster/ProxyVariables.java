package dev.innerloop.cluster;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables that name proxies, read as kubectl does: by the rules of Go's {@code
 * httpproxy}.
 *
 * @param http proxy for plain HTTP; empty if there is none
 * @param https proxy for HTTPS; empty if there is none
 * @param direct what is reached without a proxy: hosts, domains, addresses, networks, {@code *}
 */
public record ProxyVariables(String http, String https, List<String> direct) {

  public static final ProxyVariables NONE = new ProxyVariables("", "", List.of());

  private static final Pattern ADDRESS = Pattern.compile("(\\d+\\.){3}\\d+|[0-9a-f.]*:[0-9a-f:.]*");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):(\\d+)");

  public ProxyVariables {
    direct = List.copyOf(direct);
  }

  public static ProxyVariables of(Map<String, String> environment) {
    List<String> direct = new ArrayList<>();
    for (String each : variable(environment, "NO_PROXY").split(",", -1)) {
      if (!each.isBlank()) {
        direct.add(each.strip().toLowerCase(Locale.ROOT));
      }
    }
    return new ProxyVariables(
        variable(environment, "HTTP_PROXY"), variable(environment, "HTTPS_PROXY"), direct);
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
  }

  /** The URL of the proxy through which a server is reached; empty if there is none. */
  Optional<String> proxyFor(String server) {
    URI uri;
    try {
      uri = new URI(server);
    } catch (URISyntaxException e) {
      return Optional.empty(); // connecting reports it
    }
    boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
    String proxy = isHttps ? https : http;
    if (proxy.isEmpty() || uri.getHost() == null) {
      return Optional.empty();
    }
    int port = uri.getPort() < 0 ? (isHttps ? 443 : 80) : uri.getPort();
    return isDirect(withoutBrackets(uri.getHost()), port)
        ? Optional.empty()
        : Optional.of(proxy.contains("://") ? proxy : "http://" + proxy);
  }

  private boolean isDirect(String name, int port) {
    String host = name.toLowerCase(Locale.ROOT);
    Optional<InetAddress> address = address(host);
    return host.equals("localhost")
        || address.filter(InetAddress::isLoopbackAddress).isPresent()
        || direct.stream().anyMatch(each -> matches(each, host, address, port));
  }

  private static boolean matches(
      String rule, String host, Optional<InetAddress> address, int hostPort) {
    if (rule.equals("*")) {
      return true;
    }
    int slash = rule.indexOf('/');
    if (slash >= 0) {
      String bits = rule.substring(slash + 1);
      Optional<InetAddress> network = address(rule.substring(0, slash));
      return network.isPresent()
          && bits.matches("\\d{1,3}")
          && address.filter(it -> isIn(network.get(), Integer.parseInt(bits), it)).isPresent();
    }
    Matcher withPort = WITH_PORT.matcher(rule);
    String of = withoutBrackets(withPort.matches() ? withPort.group(1) : rule);
    if (withPort.matches() && !withPort.group(2).equals(String.valueOf(hostPort))) {
      return false;
    }
    Optional<InetAddress> only = address(of);
    if (only.isPresent()) {
      return only.equals(address);
    }
    String domain = of.startsWith("*.") ? of.substring(1) : of;
    return !domain.isEmpty()
        && (domain.startsWith(".")
            ? host.endsWith(domain)
            : host.equals(domain) || host.endsWith("." + domain));
  }

  private static boolean isIn(InetAddress network, int length, InetAddress address) {
    byte[] start = network.getAddress();
    byte[] other = address.getAddress();
    if (start.length != other.length || length > start.length * 8) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int mask = 0x80 >> (i % 8);
      if (((start[i / 8] ^ other[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Empty if it is a name: names are not looked up. */
  private static Optional<InetAddress> address(String host) {
    if (!ADDRESS.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
