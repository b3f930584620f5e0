package dev.innerloop.manifest.check;

import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.schema.Shape;
import dev.innerloop.manifest.schema.Shape.ListOf;
import dev.innerloop.manifest.schema.Shape.MapOf;
import dev.innerloop.manifest.schema.Shape.ObjectOf;
import dev.innerloop.manifest.schema.Shape.Single;
import dev.innerloop.manifest.schema.Type;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a resource and their types against the Kubernetes schema. */
final class SchemaCheck {

  private static final String METADATA = "meta.v1.ObjectMeta";

  /** Required in the Go types, but set by the API server. */
  private static final Set<String> FILLED_IN = Set.of("rbac.v1.RoleRef.apiGroup");

  private final Schema schema;
  private final SingleCheck singles;
  private final Findings findings;

  SchemaCheck(Schema schema, Findings findings) {
    this.schema = schema;
    this.singles = new SingleCheck(findings);
    this.findings = findings;
  }

  void check(Mapping resource) {
    String apiVersion = resource.text("apiVersion").orElse("");
    String kind = resource.text("kind").orElse("");
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      String missing = kind.isEmpty() ? "kind" : "apiVersion";
      findings.add(resource.at(), "the resource has no " + missing, "Add it.");
      return;
    }
    Optional<Type> type = schema.kind(apiVersion, kind);
    if (type.isPresent()) {
      object(resource, type.get(), "");
    } else if (isOthers(Schema.groupOf(apiVersion))) {
      resource.find("metadata").ifPresent(it -> value(it, new ObjectOf(METADATA), "metadata"));
    } else {
      unknownKind(resource, apiVersion, kind);
    }
  }

  /** API groups of custom resources contain a dot. */
  private boolean isOthers(String group) {
    return group.contains(".") && !schema.hasGroup(group);
  }

  private void unknownKind(Mapping resource, String apiVersion, String kind) {
    Set<String> elsewhere = schema.apiVersionsOf(kind);
    if (!elsewhere.isEmpty()) {
      findings.add(
          resource.at("apiVersion"),
          "Kubernetes " + schema.version() + " has no " + kind + " in " + apiVersion,
          "Write \"apiVersion: " + elsewhere.iterator().next() + "\".");
    } else if (schema.kindsOf(apiVersion).isEmpty()) {
      findings.add(
          resource.at("apiVersion"),
          "Kubernetes " + schema.version() + " has no API " + apiVersion,
          "List the available kinds: kubectl api-resources");
    } else {
      findings.add(
          resource.at("kind"),
          "Kubernetes " + schema.version() + " has no kind " + kind + " in " + apiVersion,
          didYouMean(kind, schema.kindsOf(apiVersion)));
    }
  }

  private void object(Mapping object, Type type, String path) {
    object
        .fields()
        .forEach(
            (name, value) -> {
              Optional<Type.Field> field = type.field(name);
              String at = path.isEmpty() ? name : path + "." + name;
              if (field.isEmpty()) {
                unknownField(type, name, value, at);
              } else if (!isNull(value)) {
                value(value, field.get().shape(), at);
                singles.limits(type, name, value, at);
              }
            });
    type.fields()
        .forEach(
            (name, field) -> {
              if (field.required()
                  && !FILLED_IN.contains(type.name() + "." + name)
                  && isMissing(object.get(name))) {
                findings.add(
                    object.at(),
                    (path.isEmpty() ? type.title() : path) + " has no " + name,
                    "Add it: " + field.shape().words() + ".");
              }
            });
  }

  private void unknownField(Type type, String name, Node value, String path) {
    findings.add(
        value.at(),
        path + " is not a field of " + type.title(),
        name.startsWith("$")
            ? "Remove it, because the list that contains it is replaced as a whole."
            : didYouMean(name, type.fields().keySet()));
  }

  private static String didYouMean(String wrong, Set<String> known) {
    String all = String.join(", ", known);
    return Nearest.to(wrong, known)
        .map(near -> "Did you mean " + near + "?")
        .orElse(all.length() < 200 ? "Valid fields: " + all + "." : "Check the indentation.");
  }

  private void value(Node value, Shape shape, String path) {
    if (isNull(value)) {
      return;
    }
    if (shape instanceof ObjectOf object) {
      if (value instanceof Mapping mapping) {
        object(mapping, schema.type(object.type()), path);
      } else {
        wrong(value, shape, path, "Write its fields as \"name: value\".");
      }
    } else if (shape instanceof MapOf map) {
      if (value instanceof Mapping mapping) {
        mapping.fields().forEach((key, each) -> value(each, map.values(), path + "." + key));
      } else {
        wrong(value, shape, path, "Write its entries as \"name: value\".");
      }
    } else if (shape instanceof ListOf list) {
      if (value instanceof Sequence sequence) {
        items(sequence.items(), list, path);
      } else {
        wrong(value, shape, path, "Begin each item with \"- \".");
      }
    } else {
      singles.check(value, (Single) shape, path);
    }
  }

  private void items(List<Node> items, ListOf list, String path) {
    for (int i = 0; i < items.size(); i++) {
      value(items.get(i), list.items(), String.format(Locale.ROOT, "%s[%d]", path, i));
    }
  }

  private void wrong(Node value, Shape shape, String path, String fix) {
    findings.add(value.at(), path + " is " + shape.words() + ", not " + value.word(), fix);
  }

  private static boolean isMissing(@Nullable Node value) {
    return value == null || isNull(value);
  }

  private static boolean isNull(Node value) {
    return value instanceof Scalar scalar && scalar.isNull();
  }
}
