package dev.innerloop.service.source;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.Libraries;
import dev.innerloop.service.ServiceType;
import dev.innerloop.service.Services;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what an app needs. What the project has files for is always meant; anything else only if
 * the user asks for it, so that no run brings up a database that nobody expects.
 */
public final class ServiceSources {

  private final App app;
  private final ServiceSettings settings;
  private final Map<String, BackingService> found = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private ServiceSources(App app, ServiceSettings settings) {
    this.app = app;
    this.settings = settings;
  }

  /**
   * @throws Problem if what is said is not valid, or leaves open which of several is meant
   */
  public static Services of(App app, ServiceSettings settings) {
    return new ServiceSources(app, settings).find();
  }

  private Services find() {
    List<String> choices = settings.choices();
    if (choices.contains(ServiceSettings.NONE)) {
      if (choices.size() > 1) {
        throw new Problem(
            "dev.services is \""
                + String.join(",", choices)
                + "\", and none goes with nothing else.",
            "Leave out either: -Ddev.services=none");
      }
      return Services.NONE;
    }
    Findings findings = new Findings();
    add(new ServiceFolder(settings, findings).read());
    if (choices.isEmpty() && settings.fromCluster() && found.isEmpty()) {
      choices = List.of(ServiceSettings.AUTO);
    }
    for (String choice : choices) {
      switch (choice) {
        case ServiceSettings.AUTO -> {
          add(compose(findings, false));
          add(onClassPath());
        }
        case ServiceSettings.COMPOSE -> add(compose(findings, true));
        default -> named(choice);
      }
    }
    findings.require(app.name(), "Correct this. Nothing was changed on a cluster.");
    return new Services(found.values().stream().map(this::withImage).toList(), List.copyOf(notes));
  }

  private List<BackingService> compose(Findings findings, boolean wanted) {
    return new ComposeFile(settings, findings, notes).read(wanted);
  }

  /** What is there already has the say. */
  private void add(List<BackingService> more) {
    for (BackingService service : more) {
      boolean typeIsThere =
          service.type().isPresent()
              && found.values().stream().anyMatch(it -> it.type().equals(service.type()));
      if (!typeIsThere) {
        found.putIfAbsent(service.name(), service);
      }
    }
  }

  private void named(String word) {
    if (found.containsKey(word)) {
      return;
    }
    ServiceType type =
        Arrays.stream(ServiceType.values())
            .filter(it -> it.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        "dev.services names \"" + word + "\", which is no service that is known.",
                        "Known are "
                            + Arrays.stream(ServiceType.values())
                                .map(ServiceType::word)
                                .collect(Collectors.joining(", "))
                            + "; auto, compose and none. Any other is described in "
                            + ServiceFolder.NAME
                            + "/"
                            + word
                            + ".yml"));
    add(List.of(BackingService.of(type, "dev.services")));
  }

  private List<BackingService> onClassPath() {
    Libraries libraries = new Libraries(app);
    List<BackingService> derived = new ArrayList<>();
    Map<ServiceType, String> databases = new LinkedHashMap<>();
    boolean hasDatabase = found.values().stream().anyMatch(ServiceSources::isDatabase);
    for (ServiceType type : ServiceType.values()) {
      Optional<String> library = libraries.of(type);
      if (library.isEmpty() || (type.isRelational() && hasDatabase)) {
        continue;
      }
      if (type.isRelational()) {
        databases.put(type, library.get());
      }
      derived.add(BackingService.of(type, library.get() + " on the class path"));
    }
    if (databases.size() > 1 && settings.choices().stream().noneMatch(ServiceSources::isDatabase)) {
      throw new Problem(
          "dev.services=auto finds drivers of "
              + databases.keySet().stream()
                  .map(ServiceType::title)
                  .collect(Collectors.joining(" and "))
              + " on the class path of "
              + app.name()
              + ", and cannot tell which is meant.",
          "Name what the app needs: -Ddev.services=" + databases.keySet().iterator().next().word());
    }
    return derived;
  }

  private static boolean isDatabase(BackingService service) {
    return service.type().filter(ServiceType::isRelational).isPresent();
  }

  private static boolean isDatabase(String word) {
    return Arrays.stream(ServiceType.values())
        .anyMatch(type -> type.isRelational() && type.word().equals(word));
  }

  private BackingService withImage(BackingService service) {
    String image = settings.images().get(service.name());
    if (image == null && service.type().isPresent()) {
      image = settings.images().get(service.type().get().word());
    }
    return image == null ? service : service.withImage(image);
  }
}
