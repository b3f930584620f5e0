package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.check.Nearest;
import dev.innerloop.manifest.provenance.Provenance;
import dev.innerloop.manifest.schema.Directives;
import dev.innerloop.manifest.schema.JsonMerge;
import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.schema.StrategicMerge;
import dev.innerloop.manifest.schema.Type;
import dev.innerloop.manifest.schema.Unmergeable;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.ResourceFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Resources that others are merged into or added to. */
final class ResourceSet {

  private final Schema schema;
  private final Findings findings;
  private final Provenance provenance;
  private final List<Mapping> all = new ArrayList<>();

  /** Resources that this level of fragments added: a second one with the same name is an error. */
  private final Set<Mapping> addedNow = new HashSet<>();

  private int added;

  ResourceSet(List<Mapping> base, Schema schema, Findings findings, Provenance provenance) {
    this.all.addAll(base);
    this.schema = schema;
    this.findings = findings;
    this.provenance = provenance;
    provenance.begin(base);
  }

  /** Added resources come first, because others may refer to them. */
  List<Mapping> all() {
    return List.copyOf(all);
  }

  /** Adds the documents of one directory. */
  void take(List<Mapping> fragments) {
    addedNow.clear();
    fragments.forEach(this::take);
  }

  private void take(Mapping fragment) {
    Optional<String> kind = fragment.text("kind").filter(text -> !text.isBlank());
    if (kind.isEmpty()) {
      findings.add(
          fragment.at("kind"),
          "this resource has no kind",
          "Add a line such as \"kind: Deployment\".");
      return;
    }
    Optional<String> name = fragment.text("metadata", "name");
    List<Integer> ofKind =
        IntStream.range(0, all.size())
            .filter(i -> isKind(all.get(i), fragment, kind.get()))
            .boxed()
            .toList();
    if (ofKind.isEmpty()
        && fragment.text("apiVersion").isEmpty()
        && schema.apiVersionsOf(kind.get()).isEmpty()) {
      unknown(fragment, kind.get());
      return;
    }
    if (name.isEmpty() && ofKind.size() != 1) {
      namelessOf(fragment, kind.get(), ofKind);
      return;
    }
    OptionalInt target =
        ofKind.stream()
            .filter(i -> name.isEmpty() || all.get(i).text("metadata", "name").equals(name))
            .mapToInt(i -> i)
            .findFirst();
    if (target.isPresent()) {
      merge(target.getAsInt(), fragment);
    } else {
      add(fragment, kind.get());
    }
  }

  private void unknown(Mapping fragment, String kind) {
    findings.add(
        fragment.at("kind"),
        "Kubernetes " + schema.version() + " has no kind " + kind,
        Nearest.to(kind, schema.kinds())
            .map(near -> "Did you mean " + near + "?")
            .orElse("Add apiVersion, if it is a custom resource."));
  }

  private void namelessOf(Mapping fragment, String kind, List<Integer> ofKind) {
    findings.add(
        fragment.at("metadata"),
        ofKind.isEmpty()
            ? "there is no " + kind + " to merge this into, and a new one requires a name"
            : "the "
                + kind
                + " to merge this into is ambiguous: "
                + String.join(", ", names(ofKind)),
        "Add metadata.name.");
  }

  private List<String> names(List<Integer> indices) {
    return indices.stream().map(i -> all.get(i).text("metadata", "name").orElse("?")).toList();
  }

  private static boolean isKind(Mapping resource, Mapping fragment, String kind) {
    return resource.text("kind").equals(Optional.of(kind))
        && fragment
            .text("apiVersion")
            .map(Schema::groupOf)
            .map(group -> group.equals(resource.text("apiVersion").map(Schema::groupOf).orElse("")))
            .orElse(true);
  }

  private void merge(int index, Mapping fragment) {
    Mapping original = all.get(index);
    String apiVersion = original.text("apiVersion").orElse("");
    if (addedNow.contains(original)) {
      findings.add(
          fragment.at("metadata", "name"),
          ResourceFormat.title(original)
              + " is defined twice; the other definition is at "
              + original.at(),
          "Remove one of them, or move the changes to the directory of a profile.");
      return;
    }
    if (Directives.isDeletion(fragment)) {
      all.remove(index);
      provenance.deleted(original, fragment);
      added -= index < added ? 1 : 0;
      return;
    }
    if (!fragment.text("apiVersion").orElse(apiVersion).equals(apiVersion)) {
      findings.add(
          fragment.at("apiVersion"),
          ResourceFormat.title(original)
              + " has apiVersion "
              + apiVersion
              + ", not "
              + fragment.text("apiVersion").get(),
          "Write \"apiVersion: " + apiVersion + "\", or remove the line.");
      return;
    }
    Optional<Type> type = schema.kind(apiVersion, original.text("kind").orElse(""));
    try {
      Mapping merged =
          type.isPresent()
              ? new StrategicMerge(schema).merge(original, fragment, type.get())
              : JsonMerge.merge(original, fragment);
      Mapping named = identified(merged, original);
      all.set(index, named);
      provenance.merged(original, fragment, named);
    } catch (Unmergeable e) {
      findings.add(e.at(), e.what(), e.fix());
    }
  }

  /** Keeps the identity of a resource that is replaced as a whole. */
  private static Mapping identified(Mapping merged, Mapping original) {
    Mapping whole = merged;
    for (String field : List.of("kind", "apiVersion")) {
      whole =
          whole.get(field) == null
              ? whole.with(field, Objects.requireNonNull(original.get(field)))
              : whole;
    }
    Mapping metadata = whole.mapping("metadata").orElse(new Mapping(whole.at(), Map.of()));
    return metadata.get("name") != null
        ? whole
        : whole.with(
            "metadata", metadata.with("name", original.find("metadata", "name").orElseThrow()));
  }

  private void add(Mapping fragment, String kind) {
    if (fragment.text("apiVersion").isEmpty()) {
      findings.add(
          fragment.at(),
          "there is no apiVersion for " + kind + " and no resource to merge it into",
          schema.apiVersionsOf(kind).stream()
              .findFirst()
              .map(apiVersion -> "Add the line \"apiVersion: " + apiVersion + "\".")
              .orElse("Add apiVersion."));
      return;
    }
    Directives.withoutDirectives(fragment)
        .map(Mapping.class::cast)
        .ifPresent(
            whole -> {
              all.add(added++, whole);
              addedNow.add(whole);
              provenance.added(whole);
            });
  }
}
