package dev.innerloop.request;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An additional port to forward to this machine.
 *
 * @param localPort where; if empty, the same number, else the next free one
 * @param service a Service of the namespace; empty for the app itself
 * @param port of the Service, or in the app's replicas
 */
public record PortForward(OptionalInt localPort, Optional<String> service, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,5}):)?(?:([a-z](?:[-a-z0-9]*[a-z0-9])?):)?(\\d{1,5})");

  /**
   * Reads what users write: {@code db:5432, 15432:db:5432, 9090}.
   *
   * @throws Problem if it cannot be understood
   */
  public static List<PortForward> parse(String list) {
    List<PortForward> forwards = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      Matcher matcher = FORM.matcher(item.strip());
      if (!matcher.matches()
          || !isPort(matcher.group(3))
          || (matcher.group(1) != null && !isPort(matcher.group(1)))) {
        throw new Problem(
            "dev.forward has \"" + item.strip() + "\", which names no port.",
            "Give [LOCAL:][SERVICE:]PORT, for example -Ddev.forward=db:5432,15433:other:5432,9090");
      }
      forwards.add(
          new PortForward(
              matcher.group(1) == null
                  ? OptionalInt.empty()
                  : OptionalInt.of(Integer.parseInt(matcher.group(1))),
              Optional.ofNullable(matcher.group(2)),
              Integer.parseInt(matcher.group(3))));
    }
    return List.copyOf(forwards);
  }

  private static boolean isPort(String number) {
    int port = Integer.parseInt(number);
    return port >= 1 && port <= 65_535;
  }

  /** What it forwards to, as the user names it. */
  public String target(String app) {
    return service.orElse(app) + ":" + port;
  }

  /** The option that sets another local port, with a placeholder for the number. */
  public String choice() {
    return "-Ddev.forward=%d:" + service.map(name -> name + ":").orElse("") + port;
  }
}
