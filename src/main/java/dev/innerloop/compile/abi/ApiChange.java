package dev.innerloop.compile.abi;

import java.util.HashSet;
import java.util.Set;

/**
 * What others see of a change of classes.
 *
 * @param types that changed, as binary names with slashes: whoever mentions them, or a type that
 *     inherits from them, may compile differently
 * @param words simple names of types that came or went and of static members that changed: their
 *     users need not mention the type in their class files, for constants are copied and static
 *     imports do not say whose member they find, but they have to spell the name
 * @param everything anybody may compile differently
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
