package dev.innerloop.service;

import dev.innerloop.service.BackingService.Supply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Services of one Compose file, which refer to each other by their names in it. In a namespace, the
 * app's name is a prefix of their names, so references to their hosts are adapted.
 */
final class ComposeReferences {

  private final List<BackingService> services;

  ComposeReferences(List<BackingService> services) {
    this.services = services;
  }

  /** The services with adapted references to each other. */
  List<BackingService> known() {
    return services.stream().map(this::known).toList();
  }

  private BackingService known(BackingService service) {
    return service
        .made()
        .map(
            made -> {
              Container old = made.container();
              Map<String, String> environment = new LinkedHashMap<>();
              old.environment().forEach((name, value) -> environment.put(name, renamed(value)));
              Container container =
                  new Container(
                      old.image(),
                      old.command().stream().map(this::renamed).toList(),
                      old.arguments().stream().map(this::renamed).toList(),
                      environment,
                      old.files(),
                      old.ports(),
                      old.volumes(),
                      old.readiness(),
                      old.user(),
                      old.memory());
              return new BackingService(
                  service.name(),
                  service.type(),
                  service.from(),
                  service.given(),
                  new Supply.Made(container, made.size()));
            })
        .orElse(service);
  }

  private String renamed(String text) {
    String renamed = text;
    for (BackingService other : services) {
      // A host name: alone, before a port, or in a URL.
      renamed =
          Pattern.compile("(^|//|@|,)" + Pattern.quote(other.name()) + "(?=:\\d|/|$)(?![\\w.-])")
              .matcher(renamed)
              .replaceAll("$1" + Matcher.quoteReplacement("${app}-" + other.name()));
    }
    return renamed;
  }
}
