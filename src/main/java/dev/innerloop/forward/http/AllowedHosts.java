package dev.innerloop.forward.http;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;

/**
 * The host names under which a forwarded port answers, and whose pages may send requests to it.
 *
 * <p>Any site that a developer visits can have a name of its own resolve to 127.0.0.1 and then
 * reads what the port answers (DNS rebinding): only the Host gives it away. And any site can open a
 * WebSocket to the port, or send requests to an app that allows all origins, as apps in development
 * often do: there it is the Origin.
 */
public final class AllowedHosts {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern NAME =
      Pattern.compile("\\*|null|(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+]");

  private final Set<String> names;

  /**
   * @param more in addition to those of the loopback interface: a name, {@code *.example.com} for
   *     all names below it, {@code null} for pages without an origin, such as files, or {@code *}
   */
  public AllowedHosts(Collection<String> more) {
    Set<String> all = new HashSet<>(LOOPBACK);
    more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    this.names = Set.copyOf(all);
  }

  /** Those of the loopback interface. */
  public static AllowedHosts loopback() {
    return new AllowedHosts(Set.of());
  }

  /** Whether a text can be one of the names. */
  public static boolean isName(String text) {
    return NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  /** Refuses a request that comes by another name, or from a page of another host. */
  void check(ClassicHttpRequest request) throws ForeignHost {
    for (Header host : request.getHeaders("Host")) {
      String value = String.valueOf(host.getValue());
      if (!allows(hostOf(value))) {
        throw ForeignHost.host(hostOf(value));
      }
    }
    if (isNavigation(request)) {
      return;
    }
    for (Header origin : request.getHeaders("Origin")) {
      String value = String.valueOf(origin.getValue());
      String host =
          hostOf(value.substring(value.indexOf("://") < 0 ? 0 : value.indexOf("://") + 3));
      if (!allows(host)) {
        throw ForeignHost.origin(value, host);
      }
    }
  }

  /**
   * Whether the user goes from one page to another. An identity provider has browsers post its
   * answer, as a document and with its own origin. Scripts cannot set these headers, and cannot
   * read what such a request returns.
   */
  private static boolean isNavigation(ClassicHttpRequest request) {
    return HeaderRules.upgrade(request).isEmpty()
        && is(request, "Sec-Fetch-Mode", "navigate")
        && is(request, "Sec-Fetch-Dest", "document");
  }

  private static boolean is(ClassicHttpRequest request, String name, String value) {
    Header[] headers = request.getHeaders(name);
    return headers.length == 1 && value.equals(headers[0].getValue());
  }

  private boolean allows(String host) {
    if (names.contains("*") || names.contains(host) || host.endsWith(".localhost")) {
      return true;
    }
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (names.contains("*" + host.substring(dot))) {
        return true;
      }
    }
    return false;
  }

  /** The host of HOST:PORT, in lower case and without the dot of an absolute name. */
  private static String hostOf(String authority) {
    String host = authority.strip().toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    if (port > host.lastIndexOf(']')) {
      host = host.substring(0, port);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
