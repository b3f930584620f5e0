package dev.innerloop.manifest;

import dev.innerloop.manifest.tree.ResourceFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values of Secrets, as text and in Base64, so that they can be masked in output. */
public final class SecretValues {

  /** No values. */
  public static final SecretValues NONE = new SecretValues(Set.of());

  /** Shorter values would match parts of ordinary words. */
  private static final int SHORTEST = 4;

  private final List<String> longestFirst;

  private SecretValues(Collection<String> values) {
    this.longestFirst =
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  public static SecretValues of(Resources resources) {
    Set<String> values = new TreeSet<>();
    for (HasMetadata resource : resources.all()) {
      if (resource instanceof Secret secret) {
        orEmpty(secret.getData()).forEach((key, value) -> add(values, decoded(value)));
        orEmpty(secret.getStringData()).forEach((key, value) -> add(values, value));
        if (PullSecret.TYPE.equals(secret.getType())) {
          logins(secret, values);
        }
      }
    }
    return new SecretValues(values);
  }

  /**
   * Adds the passwords inside a Docker configuration, because output contains them but never the
   * whole file.
   */
  private static void logins(Secret secret, Set<String> values) {
    String file = orEmpty(secret.getData()).get(PullSecret.ENTRY);
    if (file == null) {
      return;
    }
    Object content = ResourceFormat.serialization().unmarshal(decoded(file), Object.class);
    if (content instanceof Map<?, ?> config && config.get("auths") instanceof Map<?, ?> logins) {
      for (Object login : logins.values()) {
        if (login instanceof Map<?, ?> entries) {
          for (String secretEntry : List.of("password", "auth", "identitytoken")) {
            if (entries.get(secretEntry) instanceof String value) {
              add(values, value);
            }
          }
        }
      }
    }
  }

  /** Values that are not in resources. */
  public static SecretValues of(Collection<String> plain) {
    Set<String> values = new TreeSet<>();
    plain.forEach(value -> add(values, value));
    return new SecretValues(values);
  }

  public SecretValues and(SecretValues more) {
    Set<String> values = new TreeSet<>(longestFirst);
    values.addAll(more.longestFirst);
    return new SecretValues(values);
  }

  private static void add(Set<String> values, String value) {
    if (value.strip().length() >= SHORTEST) {
      values.add(value.strip());
      values.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
      // Lines of a file are logged one by one.
      value.lines().map(String::strip).filter(it -> it.length() >= SHORTEST).forEach(values::add);
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return base64;
    }
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  /** The text with the values replaced by {@code ***}. */
  public String hideIn(String text) {
    String hidden = text;
    for (String value : longestFirst) {
      hidden = hidden.replace(value, "***");
    }
    return hidden;
  }
}
