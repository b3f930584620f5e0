package dev.innerloop.equivalence;

/**
 * How one change went.
 *
 * @param strategy the reload strategy that was used in the end
 * @param reason in the user's words
 * @param unnecessary whether a redefinition would have answered right, too
 * @param wrong what is wrong, or empty
 */
record Verdict(String name, String strategy, String reason, boolean unnecessary, String wrong) {

  /** The strategy of what cannot run on the JDK. */
  static final String NOT_JUDGED = "NOT JUDGED";

  private static final String BETWEEN = "\t";

  String line() {
    return String.join(
        BETWEEN,
        name,
        strategy,
        oneLine(reason),
        Boolean.toString(unnecessary),
        oneLine(wrong),
        ".");
  }

  static Verdict parse(String line) {
    String[] parts = line.split(BETWEEN);
    return new Verdict(parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3]), parts[4]);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
