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
 * An HTTP proxy.
 *
 * @param direct hosts that are reached without the proxy: names, {@code *.example.com} or {@code
 *     .example.com} for a domain, {@code *} for all hosts
 */
public record HttpProxy(
    String host, int port, Optional<Credentials> credentials, List<String> direct) {

  public HttpProxy {
    direct = List.copyOf(direct);
  }

  /**
   * The proxy in the environment: HTTPS_PROXY or else HTTP_PROXY, with the exceptions in NO_PROXY.
   *
   * @throws Problem if the address is invalid
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
            uri.getHost(), uri.getPort() == -1 ? 80 : uri.getPort(), credentials(uri), direct);
      }
    } catch (IllegalArgumentException e) {
      throw invalidAddress(name, e);
    }
    throw invalidAddress(name, null);
  }

  /** Omits the value, which may contain a password. */
  private static Problem invalidAddress(String name, @Nullable Exception e) {
    String what = name + " is not a valid proxy address.";
    String remedy = "Set it like this:\nexport " + name + "=http://proxy.example.com:3128";
    return new Problem(what, remedy, e);
  }

  private static Optional<Credentials> credentials(URI uri) {
    String user = uri.getUserInfo();
    int colon = user == null ? -1 : user.indexOf(':');
    return user == null || colon < 0
        ? Optional.empty()
        : Optional.of(new Credentials(user.substring(0, colon), user.substring(colon + 1)));
  }

  /** Whether a host is reached through the proxy; never true for this machine. */
  public boolean isUsedFor(String name) {
    return !Hosts.isLoopback(name) && direct.stream().noneMatch(it -> matches(name, it));
  }

  private static boolean matches(String host, String pattern) {
    String glob =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    String domain = pattern.replaceFirst("^\\*?\\.", "");
    return host.matches(glob) || host.equals(domain) || host.endsWith("." + domain);
  }
}
