package dev.innerloop.service;

import dev.innerloop.manifest.tree.Expressions;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of services that this plugin knows: official images, one small non-root replica, with
 * their data in a directory of a volume. Their descriptions are resources next to this class, in
 * the format of a project's own.
 */
public final class ServiceCatalog {

  private static final List<String> NAMES =
      List.of(
          "postgresql",
          "mysql",
          "mariadb",
          "mongodb",
          "redis",
          "kafka",
          "rabbitmq",
          "artemis",
          "elasticsearch",
          "keycloak");

  /** Read when they are first needed: most apps need none. */
  private @Nullable List<ServiceType> types;

  /** All types, in order of preference. */
  public List<ServiceType> all() {
    if (types == null) {
      types = NAMES.stream().map(ServiceCatalog::read).toList();
    }
    return types;
  }

  /** Finds a type by its name, or by another name of its images. */
  public Optional<ServiceType> type(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return first(type -> type.name().equals(lower) || type.images().contains(lower));
  }

  /** Finds a type by the last part of an image's repository. */
  public Optional<ServiceType> ofImage(String reference) {
    String untagged = reference.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
    return type(untagged.substring(untagged.lastIndexOf('/') + 1));
  }

  private Optional<ServiceType> first(Predicate<ServiceType> matching) {
    return all().stream().filter(matching).findFirst();
  }

  private static ServiceType read(String name) {
    Findings findings = new Findings();
    YamlReader reader =
        new YamlReader(
            findings, Optional.of(new Expressions(property -> Optional.empty(), findings)));
    String file = name + ".yml";
    Optional<ServiceType> type =
        Stream.of(reader.read(text(file), file))
            .flatMap(List::stream)
            .findFirst()
            .flatMap(fields -> description(name, fields, file, findings).type());
    if (type.isEmpty() || !findings.isEmpty()) {
      throw new IllegalStateException(file + ": " + findings.all());
    }
    return type.get();
  }

  private static ServiceDescription description(
      String name, Mapping fields, String file, Findings findings) {
    return new ServiceDescription(name, fields, file, Path.of(""), Optional.empty(), findings);
  }

  private static String text(String file) {
    try (InputStream stream =
        Objects.requireNonNull(ServiceCatalog.class.getResourceAsStream(file))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
