package dev.innerloop.project.framework;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.SourcedValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A project with configuration files of its own, read as the build's output would be. */
final class SampleApp {

  private final Path basedir;
  private final String group;
  private final Map<String, String> artifacts = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<Path> classPath = new ArrayList<>();

  private SampleApp(Path basedir, String group, String... artifacts) {
    this.basedir = basedir;
    this.group = group;
    List.of(artifacts).forEach(this::with);
  }

  static SampleApp springBoot(Path basedir) {
    return new SampleApp(
        basedir, "org.springframework.boot", "spring-boot-actuator", "spring-web", "spring-webmvc");
  }

  static SampleApp of(Path basedir, String... artifacts) {
    return new SampleApp(basedir, "org.example", artifacts);
  }

  SampleApp with(String artifact) {
    return with(artifact, "");
  }

  SampleApp with(String artifact, String version) {
    artifacts.put(artifact, version);
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

  /** A jar with one file. */
  SampleApp jar(String name, String path, String text) {
    Path jar = basedir.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(path));
      zip.write(text.getBytes(UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    classPath.add(jar);
    return this;
  }

  /** Of the class path. */
  SampleApp file(String path, String text) {
    return inProject("src/main/resources/" + path, text);
  }

  SampleApp inProject(String path, String text) {
    try {
      Path file = basedir.resolve(path);
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

  Endpoints read(Optional<SourcedValue<Integer>> port) {
    return EndpointsReader.read(
        new AppFiles(resources(), List.of(resources()), basedir, classPath),
        new AppDependencies(Set.of(group), artifacts),
        environment,
        port);
  }
}
