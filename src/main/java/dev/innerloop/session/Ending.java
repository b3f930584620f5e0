package dev.innerloop.session;

import java.util.List;

/**
 * How a session leaves its target.
 *
 * @param kept what still exists because of it, as a clause without a period; empty if nothing does
 * @param next what the user may type next
 */
public record Ending(String kept, List<String> next) {

  /** Nothing is left. */
  public static final Ending CLEAN = new Ending("", List.of());

  public Ending {
    next = List.copyOf(next);
  }

  /** The sentence that begins with these words and tells what is kept. */
  String sentence(String ended) {
    return kept.isEmpty() ? ended + "." : ended + "; " + kept + ".";
  }
}
