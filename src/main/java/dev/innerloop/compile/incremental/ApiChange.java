package dev.innerloop.compile.incremental;

import java.util.HashSet;
import java.util.Set;

/**
 * The change of an API.
 *
 * @param types changed types as binary names with slashes: a class that mentions them or a subtype
 *     may compile differently
 * @param words simple names of added or removed types and of changed static members: class files of
 *     their users need not mention the type, because constants are inlined and static imports are
 *     resolved, but their sources contain the name
 * @param everything whether any class may compile differently
 */
public record ApiChange(Set<String> types, Set<String> words, boolean everything) {

  public static final ApiChange NONE = new ApiChange(Set.of(), Set.of(), false);
  public static final ApiChange EVERYTHING = new ApiChange(Set.of(), Set.of(), true);

  public ApiChange {
    types = Set.copyOf(types);
    words = Set.copyOf(words);
  }

  public boolean isNone() {
    return !everything && types.isEmpty() && words.isEmpty();
  }

  public ApiChange and(ApiChange other) {
    if (everything || other.everything) {
      return EVERYTHING;
    }
    if (other.isNone()) {
      return this;
    }
    Set<String> allTypes = new HashSet<>(types);
    allTypes.addAll(other.types);
    Set<String> allWords = new HashSet<>(words);
    allWords.addAll(other.words);
    return new ApiChange(allTypes, allWords, false);
  }
}
