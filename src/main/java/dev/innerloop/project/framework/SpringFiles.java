package dev.innerloop.project.framework;

import dev.innerloop.project.framework.SpringImports.Located;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spring Boot's application properties: {@code application.*} and {@code application-PROFILE.*} in
 * the root and in {@code config/} of the class path with what they import, documents by profile, in
 * the order of <a
 * href="https://docs.spring.io/spring-boot/reference/features/external-config.html">its
 * reference</a>.
 */
final class SpringFiles {

  private static final List<String> FOLDERS = List.of("", "config/");

  private final AppFiles files;
  private final Map<String, String> environment;

  SpringFiles(AppFiles files, Map<String, String> environment) {
    this.files = files;
    this.environment = environment;
  }

  AppConfiguration settings() {
    List<Located> base = documents("application");
    Set<String> profiles = profiles(base);
    SpringImports imports =
        new SpringImports(files, environment, profiles, it -> isActive(it, profiles));
    AppConfiguration settings = new AppConfiguration(environment);
    imports.withImports(base).forEach(settings::add);
    for (String profile : profiles) {
      imports.withImports(documents("application-" + profile)).forEach(settings::add);
    }
    imports.ofEnvironment().forEach(settings::add);
    return settings;
  }

  private List<Located> documents(String name) {
    List<Located> documents = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (String extension : SpringImports.EXTENSIONS) {
        files
            .read(folder + name + extension)
            .forEach(document -> documents.add(new Located(document, folder)));
      }
    }
    return documents;
  }

  /** The active profiles in the order in which their files are read. */
  private Set<String> profiles(List<Located> base) {
    AppConfiguration unconditional = new AppConfiguration(environment);
    SpringImports imports =
        new SpringImports(files, environment, List.of(), it -> activation(it).isEmpty());
    imports.withImports(base).forEach(unconditional::add);
    imports.ofEnvironment().forEach(unconditional::add);
    Set<String> profiles = new LinkedHashSet<>();
    for (String profile : unconditional.list("spring.profiles.include")) {
      add(profile, unconditional, profiles);
    }
    List<String> active = unconditional.list("spring.profiles.active");
    if (active.isEmpty()) {
      active = unconditional.list("spring.profiles.default");
    }
    for (String profile : active.isEmpty() ? List.of("default") : active) {
      add(profile, unconditional, profiles);
    }
    return profiles;
  }

  private static void add(String profile, AppConfiguration settings, Set<String> profiles) {
    if (!profile.isEmpty() && profiles.add(profile)) {
      settings
          .list("spring.profiles.group." + profile)
          .forEach(member -> add(member, settings, profiles));
    }
  }

  private static boolean isActive(ConfigDocument document, Set<String> profiles) {
    boolean here =
        document
            .find("spring.config.activate.on-cloud-platform")
            .map(platform -> platform.value().strip().equalsIgnoreCase("kubernetes"))
            .orElse(true);
    return here
        && activation(document).map(it -> ProfileExpression.matches(it, profiles)).orElse(true);
  }

  /** The profile condition of a document, also in its older notation. */
  private static Optional<ConfigProperty> activation(ConfigDocument document) {
    return document
        .find("spring.config.activate.on-profile")
        .or(() -> document.find("spring.profiles"));
  }
}
