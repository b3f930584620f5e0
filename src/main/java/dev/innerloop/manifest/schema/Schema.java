package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.schema.Shape.ListOf;
import dev.innerloop.manifest.schema.Shape.MapOf;
import dev.innerloop.manifest.schema.Shape.ObjectOf;
import dev.innerloop.manifest.schema.Shape.Single;
import dev.innerloop.manifest.schema.Type.Field;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of all built-in resources of Kubernetes. Generated from its OpenAPI document by {@code
 * SchemaFacts} in the tests; the format is described at the top of the file.
 */
public final class Schema {

  private final String version;
  private final Map<String, Type> types;
  private final Map<String, String> kinds;

  private Schema(String version, Map<String, Type> types, Map<String, String> kinds) {
    this.version = version;
    this.types = Map.copyOf(types);
    this.kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
  }

  /** Read once: the merge of each app, and each saved POM, asks for it. */
  private static final class Bundled {

    static final Schema SCHEMA = read();
  }

  /** The schema of the Kubernetes version that is bundled with this plugin. */
  public static Schema bundled() {
    return Bundled.SCHEMA;
  }

  private static Schema read() {
    try (InputStream stream =
            Objects.requireNonNull(Schema.class.getResourceAsStream("kubernetes.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema read(BufferedReader reader) throws IOException {
    String version = "";
    Map<String, Type> types = new HashMap<>();
    Map<String, String> kinds = new LinkedHashMap<>();
    String name = "";
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("version ")) {
        version = line.substring("version ".length());
      } else if (line.startsWith(" ")) {
        String[] words = line.substring(1).split(" ");
        boolean required = words[0].endsWith("!");
        fields.put(
            required ? words[0].substring(0, words[0].length() - 1) : words[0],
            field(words, required));
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        types.put(name, new Type(name, fields));
        String[] words = line.split(" ");
        name = words[0];
        fields = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
          kinds.put(words[i], name);
        }
      }
    }
    types.put(name, new Type(name, fields));
    return new Schema(version, types, kinds);
  }

  private static Field field(String[] words, boolean required) {
    List<String> strategies = words.length > 2 ? List.of(words[2].split(",")) : new ArrayList<>();
    return new Field(
        shape(words[1]),
        required,
        strategies.contains("merge"),
        strategies.contains("replace"),
        words.length > 3 ? words[3] : "");
  }

  private static Shape shape(String word) {
    if (word.startsWith("[")) {
      return new ListOf(shape(word.substring(1, word.length() - 1)));
    }
    if (word.startsWith("{")) {
      return new MapOf(shape(word.substring(1, word.length() - 1)));
    }
    return word.contains(".")
        ? new ObjectOf(word)
        : Single.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The version of Kubernetes, such as {@code 1.34}. */
  public String version() {
    return version;
  }

  /** The type of a resource; empty if Kubernetes has no such kind. */
  public Optional<Type> kind(String apiVersion, String kind) {
    return Optional.ofNullable(kinds.get(apiVersion + ":" + kind)).map(this::type);
  }

  /** The type with the name in an {@link ObjectOf}. */
  public Type type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  /** The API versions with a kind of that name, stable ones first. */
  public Set<String> apiVersionsOf(String kind) {
    Set<String> stable = new LinkedHashSet<>();
    Set<String> others = new TreeSet<>();
    for (String each : kinds.keySet()) {
      if (each.endsWith(":" + kind)) {
        String apiVersion = each.substring(0, each.indexOf(':'));
        (apiVersion.matches("(.*/)?v\\d+") ? stable : others).add(apiVersion);
      }
    }
    stable.addAll(others);
    return stable;
  }

  /** All kinds of all APIs. */
  public Set<String> kinds() {
    Set<String> names = new TreeSet<>();
    kinds.keySet().forEach(each -> names.add(each.substring(each.indexOf(':') + 1)));
    return names;
  }

  /** The kinds in an API version. */
  public Set<String> kindsOf(String apiVersion) {
    Set<String> found = new TreeSet<>();
    for (String each : kinds.keySet()) {
      if (each.startsWith(apiVersion + ":")) {
        found.add(each.substring(apiVersion.length() + 1));
      }
    }
    return found;
  }

  /**
   * Whether an API group belongs to Kubernetes, so that custom resources cannot add kinds to it.
   */
  public boolean hasGroup(String group) {
    return kinds.keySet().stream()
        .map(kind -> groupOf(kind.substring(0, kind.indexOf(':'))))
        .anyMatch(group::equals);
  }

  /** The group of an {@code apiVersion}; empty for the core one. */
  public static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
