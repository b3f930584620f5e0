package dev.innerloop.agent;

import java.util.HashSet;
import java.util.Set;

/** Which of a class's methods have which numbers. */
final class WovenClass implements Weaver.Numbering {

  private final ExecutedMethods recording;

  /** Hashes instead of names, as there may be 100,000 methods; twins share a number, safely. */
  private int[] methods = {};

  private int first;
  private int known;

  /** Methods that were added when nothing was recorded any more. */
  private final Set<Integer> addedLater = new HashSet<>();

  WovenClass(ExecutedMethods recording) {
    this.recording = recording;
  }

  @Override
  public boolean begin(int count) {
    if (count == 0 || methods.length > 0) {
      // A redefinition keeps the numbers.
      return count > 0;
    }
    first = recording.allocate(count);
    methods = new int[count];
    return first >= 0;
  }

  @Override
  public int of(String method) {
    int hash = method.hashCode();
    int found = find(hash);
    if (found >= 0) {
      return found;
    }
    if (known == methods.length) {
      if (!MethodHit.recording) {
        addedLater.add(hash);
      }
      return -1;
    }
    methods[known] = hash;
    return first + known++;
  }

  /** Whether it ran in time; so it is said of a method that we could not watch, too. */
  boolean hasRun(String method) {
    int hash = method.hashCode();
    int number = find(hash);
    return number < 0 ? !addedLater.contains(hash) : recording.isMarked(number);
  }

  private int find(int hash) {
    for (int i = 0; i < known; i++) {
      if (methods[i] == hash) {
        return first + i;
      }
    }
    return -1;
  }
}
