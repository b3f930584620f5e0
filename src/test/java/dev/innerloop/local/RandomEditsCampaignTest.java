package dev.innerloop.local;

import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of edits: after each, the app answers and holds what a fresh start of a fresh
 * build would.
 */
class RandomEditsCampaignTest {

  private static final int STEPS = 14;

  @TempDir Path folder;

  @RandomizedTest
  void endsAsAFreshStartOfAFreshBuildDoes() {
    Campaign.of(getClass(), 2)
        .run(
            (random, number) -> {
              Path own = Files.createDirectory(folder.resolve("" + number));
              try (RandomSession session = new RandomSession(own, random)) {
                for (int step = 1; step <= STEPS; step++) {
                  session.step(RandomSession.Fault.NONE);
                }
                System.out.println(
                    "[random edits] " + number + ":\n  " + String.join("\n  ", session.done()));
              }
              return "converged";
            });
  }
}
