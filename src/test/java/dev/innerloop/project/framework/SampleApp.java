package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Sourced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project with configuration files of its own, read as the build's output would be. */
final class SampleApp {

  private final Path basedir;
  private final String group;
  private final Set<String> artifacts = new LinkedHashSet<>();
  private final Map<String, String> environment = new HashMap<>();

  private SampleApp(Path basedir, String group, String... artifacts) {
    this.basedir = basedir;
    this.group = group;
    this.artifacts.addAll(List.of(artifacts));
  }

  static SampleApp springBoot(Path basedir) {
    return new SampleApp(
        basedir, "org.springframework.boot", "spring-boot-actuator", "spring-web", "spring-webmvc");
  }

  static SampleApp of(Path basedir, String... artifacts) {
    return new SampleApp(basedir, "org.example", artifacts);
  }

  SampleApp with(String artifact) {
    artifacts.add(artifact);
    return this;
  }

  SampleApp without(String artifact) {
    artifacts.remove(artifact);
    return this;
  }

  SampleApp environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  SampleApp file(String path, String text) {
    try {
      Path file = resources().resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path resources() {
    return basedir.resolve("src/main/resources");
  }

  Endpoints read() {
    return read(Optional.empty());
  }

  Endpoints read(Optional<Sourced<Integer>> port) {
    return EndpointsReader.read(
        new AppFiles(resources(), List.of(resources()), basedir),
        new Libraries(Set.of(group), artifacts),
        environment,
        port);
  }
}
