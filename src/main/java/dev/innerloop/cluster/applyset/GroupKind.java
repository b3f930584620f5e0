package dev.innerloop.cluster.applyset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A kind in any of its versions, written as in ApplySets: {@code Deployment.apps}, {@code Service}.
 *
 * @param group empty for the core API
 */
public record GroupKind(String kind, String group) implements Comparable<GroupKind> {

  public static GroupKind of(HasMetadata resource) {
    String version = resource.getApiVersion();
    int slash = version.indexOf('/');
    return new GroupKind(resource.getKind(), slash < 0 ? "" : version.substring(0, slash));
  }

  public static SortedSet<GroupKind> of(Collection<? extends HasMetadata> resources) {
    return resources.stream().map(GroupKind::of).collect(Collectors.toCollection(TreeSet::new));
  }

  static GroupKind parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new GroupKind(text, "")
        : new GroupKind(text.substring(0, dot), text.substring(dot + 1));
  }

  static SortedSet<GroupKind> parseAll(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(GroupKind::parse)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String join(SortedSet<GroupKind> kinds) {
    return kinds.stream().map(GroupKind::toString).collect(Collectors.joining(","));
  }

  @Override
  public int compareTo(GroupKind other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
