package dev.innerloop.manifest.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests a similar name for an unknown one. */
public final class Nearest {

  private Nearest() {}

  /** The most similar known name, if one is similar enough. */
  public static Optional<String> to(String wrong, Collection<String> known) {
    String lower = wrong.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> distance(lower, name) <= Math.max(1, wrong.length() / 4))
        .min(
            Comparator.<String>comparingInt(name -> distance(lower, name)).thenComparing(it -> it));
  }

  /** Case-insensitive Levenshtein distance. */
  private static int distance(String lower, String name) {
    String other = name.toLowerCase(Locale.ROOT);
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= lower.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (lower.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
