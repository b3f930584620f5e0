package dev.innerloop.manifest.provenance;

import dev.innerloop.manifest.tree.FieldPath;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.manifest.tree.ResourceFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The origin of merged resources: the input, or the file and line of a fragment. */
public final class Provenance {

  private static final int LONGEST_SHOWN = 100;

  private final List<Reason> generated;

  /** The resources before fragments changed them, by title. */
  private final Map<String, Mapping> base = new HashMap<>();

  private final Map<String, Position> added = new HashMap<>();
  private final Map<String, Position> deleted = new LinkedHashMap<>();
  private final List<Reason> removed = new ArrayList<>();

  /**
   * @param generated the origins of the generated resources
   */
  public Provenance(List<Reason> generated) {
    this.generated = generated;
  }

  /**
   * Generated resources whose fields have the position of their input, so that problems report it.
   */
  public static List<Mapping> placed(List<Mapping> resources, List<Reason> reasons) {
    List<Mapping> placed = new ArrayList<>();
    for (Mapping resource : resources) {
      Mapping each = resource;
      for (Reason reason : of(ResourceFormat.title(resource), reasons)) {
        each = FieldPath.placed(each, reason.field(), new Position(reason.from(), 0));
      }
      placed.add(each);
    }
    return placed;
  }

  /** Starts with the resources before fragments change them. */
  public void begin(List<Mapping> resources) {
    resources.forEach(resource -> base.put(ResourceFormat.title(resource), resource));
  }

  /** A fragment was added as a resource. */
  public void added(Mapping fragment) {
    base.put(ResourceFormat.title(fragment), fragment);
    added.put(ResourceFormat.title(fragment), fragment.at());
  }

  /** A fragment deleted a resource. */
  public void deleted(Mapping original, Mapping fragment) {
    deleted.put(ResourceFormat.title(original), fragment.at());
  }

  /** A fragment was merged into a resource. */
  public void merged(Mapping original, Mapping fragment, Mapping merged) {
    String title = ResourceFormat.title(original);
    FieldPath.eachLeaf(
        original,
        (path, leaf) -> {
          if (FieldPath.find(merged, path).isEmpty()) {
            String gone = FieldPath.firstMissing(merged, path);
            String from = FieldPath.nearest(fragment, gone).toString();
            Reason reason = new Reason(title, gone, Reason.REMOVED, from);
            if (!removed.contains(reason)) {
              removed.add(reason);
            }
          }
        });
  }

  /** The origins of the resources, in order; deleted ones come last. */
  public List<Reason> of(List<Mapping> resources) {
    List<Reason> reasons = new ArrayList<>();
    for (Mapping resource : resources) {
      String title = ResourceFormat.title(resource);
      Optional<Mapping> before = Optional.ofNullable(base.get(title));
      Position whole = added.get(title);
      if (whole != null) {
        reasons.add(new Reason(title, "", "", whole.toString()));
      } else {
        of(title, generated).stream()
            .filter(it -> isAsBefore(before, it.field(), FieldPath.find(resource, it.field())))
            .forEach(reasons::add);
      }
      FieldPath.eachLeaf(
          resource,
          (path, leaf) -> {
            if (leaf.at().line() > 0 && !isAsBefore(before, path, Optional.of(leaf))) {
              reasons.add(new Reason(title, path, shown(title, path, leaf), leaf.at().toString()));
            }
          });
      of(title, removed).stream()
          .filter(reason -> FieldPath.find(resource, reason.field()).isEmpty())
          .forEach(reasons::add);
    }
    deleted.forEach(
        (title, at) -> {
          if (resources.stream().noneMatch(it -> ResourceFormat.title(it).equals(title))) {
            reasons.add(new Reason(title, "", Reason.REMOVED, at.toString()));
          }
        });
    return reasons;
  }

  private static List<Reason> of(String title, List<Reason> reasons) {
    return reasons.stream().filter(reason -> reason.resource().equals(title)).toList();
  }

  private static boolean isAsBefore(Optional<Mapping> before, String path, Optional<Node> now) {
    Optional<Node> then = before.flatMap(resource -> FieldPath.find(resource, path));
    return then.isPresent()
        && now.isPresent()
        && Objects.equals(then.get().plain(), now.get().plain());
  }

  private static String shown(String title, String path, Node leaf) {
    if (title.startsWith("Secret ") && path.matches("(data|stringData)\\b.*")) {
      return Reason.SECRET;
    }
    if (!(leaf instanceof Scalar scalar)) {
      return leaf instanceof Mapping ? "{}" : "[]";
    }
    String text = String.valueOf(scalar.value());
    return text.length() > LONGEST_SHOWN || text.contains("\n")
        ? text.getBytes(StandardCharsets.UTF_8).length + " bytes"
        : text;
  }
}
