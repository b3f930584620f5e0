package dev.innerloop.service;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the backing services of an app. Services with a file in the project are always included,
 * others only if the user selects them, so that no run deploys an unexpected database.
 */
public final class ServiceSources {

  private final App app;
  private final ServiceSettings settings;
  private final Map<String, BackingService> found = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final ServiceCatalog catalog = new ServiceCatalog();

  private ServiceSources(App app, ServiceSettings settings) {
    this.app = app;
    this.settings = settings;
  }

  /**
   * @throws Problem if the settings are invalid or ambiguous
   */
  public static AppServices of(App app, ServiceSettings settings) {
    return new ServiceSources(app, settings).find();
  }

  private AppServices find() {
    List<String> choices = settings.choices();
    if (choices.contains(ServiceSettings.NONE)) {
      if (choices.size() > 1) {
        throw new Problem(
            "dev.services is \""
                + String.join(",", choices)
                + "\", but none cannot be combined with other values.",
            "Use none alone: -Ddev.services=none");
      }
      return AppServices.NONE;
    }
    Findings findings = new Findings();
    add(new ServiceFolder(settings, catalog, findings).read());
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
    findings.require(app.name(), "Fix the errors. Nothing was changed on the cluster.");
    return new AppServices(
        found.values().stream().map(this::withImage).toList(), List.copyOf(notes));
  }

  private List<BackingService> compose(Findings findings, boolean wanted) {
    return new ComposeFile(settings, catalog, findings, notes).read(wanted);
  }

  /** Services that were added earlier take precedence. */
  private void add(List<BackingService> more) {
    for (BackingService service : more) {
      boolean typeIsThere =
          service.type().isPresent()
              && found.values().stream().anyMatch(it -> it.isOf(service.type().get()));
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
        catalog.all().stream()
            .filter(it -> it.name().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        "dev.services names \"" + word + "\", which is not a known service.",
                        "Known services: "
                            + catalog.all().stream()
                                .map(ServiceType::name)
                                .collect(Collectors.joining(", "))
                            + "; also auto, compose and none. Describe any other service in "
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
    for (ServiceType type : catalog.all()) {
      Optional<String> library = libraries.of(type);
      if (library.isEmpty() || (type.isRelational() && hasDatabase)) {
        continue;
      }
      if (type.isRelational()) {
        databases.put(type, library.get());
      }
      derived.add(BackingService.of(type, library.get() + " on the class path"));
    }
    if (databases.size() > 1 && settings.choices().stream().noneMatch(this::isDatabase)) {
      throw new Problem(
          "dev.services=auto finds drivers of "
              + databases.keySet().stream()
                  .map(ServiceType::title)
                  .collect(Collectors.joining(" and "))
              + " on the class path of "
              + app.name()
              + ", which is ambiguous.",
          "Select the service: -Ddev.services=" + databases.keySet().iterator().next().name());
    }
    return derived;
  }

  private static boolean isDatabase(BackingService service) {
    return service.type().filter(ServiceType::isRelational).isPresent();
  }

  private boolean isDatabase(String word) {
    return catalog.all().stream().anyMatch(type -> type.isRelational() && type.name().equals(word));
  }

  private BackingService withImage(BackingService service) {
    String image = settings.images().get(service.name());
    if (image == null && service.type().isPresent()) {
      image = settings.images().get(service.type().get().name());
    }
    return image == null ? service : service.withImage(image);
  }
}
