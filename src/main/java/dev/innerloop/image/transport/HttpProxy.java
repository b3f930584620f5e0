package dev.innerloop.image.transport;

import dev.innerloop.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy by which hosts are reached.
 *
 * @param direct the hosts that are reached without it: names, {@code *.example.com} or {@code
 *     .example.com} for all in a domain, {@code *} for all there are
 */
public record HttpProxy(String host, int port, Optional<Login> login, List<String> direct) {

  public HttpProxy {
    direct = List.copyOf(direct);
  }

  /**
   * The one that the environment names: HTTPS_PROXY, else HTTP_PROXY, but for NO_PROXY.
   *
   * @throws Problem if what it says is no address
   */
  public static Optional<HttpProxy> of(Map<String, String> environment) {
    List<String> direct =
        variable(environment, "NO_PROXY").stream()
            .flatMap(hosts -> Stream.of(hosts.split("[,\\s]+")))
            .filter(host -> !host.isBlank())
            .toList();
    for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY")) {
      Optional<String> address = variable(environment, name);
      if (address.isPresent()) {
        return Optional.of(parse(name, address.get(), direct));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  private static HttpProxy parse(String name, String address, List<String> direct) {
    try {
      URI uri = URI.create(address.contains("://") ? address : "http://" + address);
      if (uri.getHost() != null) {
        return new HttpProxy(
            uri.getHost(), uri.getPort() == -1 ? 80 : uri.getPort(), login(uri), direct);
      }
    } catch (IllegalArgumentException e) {
      throw noAddress(name, e);
    }
    throw noAddress(name, null);
  }

  /** Without the value, which may hold a password. */
  private static Problem noAddress(String name, @Nullable Exception e) {
    String what = name + " is not the address of a proxy.";
    String remedy = "Set it like this:\nexport " + name + "=http://proxy.example.com:3128";
    return new Problem(what, remedy, e);
  }

  private static Optional<Login> login(URI uri) {
    String user = uri.getUserInfo();
    int colon = user == null ? -1 : user.indexOf(':');
    return user == null || colon < 0
        ? Optional.empty()
        : Optional.of(new Login(user.substring(0, colon), user.substring(colon + 1)));
  }

  /** Whether a host is reached by it; this machine never is. */
  public boolean leadsTo(String name) {
    return !Hosts.isThisMachine(name) && direct.stream().noneMatch(it -> matches(name, it));
  }

  private static boolean matches(String host, String pattern) {
    String glob =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    String domain = pattern.replaceFirst("^\\*?\\.", "");
    return host.matches(glob) || host.equals(domain) || host.endsWith("." + domain);
  }
}
