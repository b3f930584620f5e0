package dev.innerloop.project.framework;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spring Boot's application properties: {@code application.*} and {@code application-PROFILE.*} in
 * the root and in {@code config/} of the class path, documents by profile, in the order of <a
 * href="https://docs.spring.io/spring-boot/reference/features/external-config.html">its
 * reference</a>. {@code spring.config.import} is not followed.
 */
final class SpringFiles {

  private static final List<String> FOLDERS = List.of("", "config/");

  /** The last one wins. */
  private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".properties");

  private final AppFiles files;
  private final Map<String, String> environment;

  SpringFiles(AppFiles files, Map<String, String> environment) {
    this.files = files;
    this.environment = environment;
  }

  Settings settings() {
    List<Document> base = documents("application");
    Set<String> profiles = profiles(base);
    Settings settings = new Settings(environment);
    base.stream().filter(it -> isActive(it, profiles)).forEach(settings::add);
    for (String profile : profiles) {
      documents("application-" + profile).stream()
          .filter(it -> isActive(it, profiles))
          .forEach(settings::add);
    }
    return settings;
  }

  private List<Document> documents(String name) {
    List<Document> documents = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (String extension : EXTENSIONS) {
        documents.addAll(files.read(folder + name + extension));
      }
    }
    return documents;
  }

  /** In the order in which their files are read. */
  private Set<String> profiles(List<Document> base) {
    Settings unconditional = new Settings(environment);
    base.stream().filter(it -> activation(it).isEmpty()).forEach(unconditional::add);
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

  private static void add(String profile, Settings settings, Set<String> profiles) {
    if (!profile.isEmpty() && profiles.add(profile)) {
      settings
          .list("spring.profiles.group." + profile)
          .forEach(member -> add(member, settings, profiles));
    }
  }

  private static boolean isActive(Document document, Set<String> profiles) {
    boolean here =
        document
            .find("spring.config.activate.on-cloud-platform")
            .map(platform -> platform.value().strip().equalsIgnoreCase("kubernetes"))
            .orElse(true);
    return here
        && activation(document).map(it -> ProfileExpression.matches(it, profiles)).orElse(true);
  }

  /** On which profiles; in its former spelling, too. */
  private static Optional<Property> activation(Document document) {
    return document
        .find("spring.config.activate.on-profile")
        .or(() -> document.find("spring.profiles"));
  }
}
