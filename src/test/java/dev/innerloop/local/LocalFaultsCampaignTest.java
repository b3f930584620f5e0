package dev.innerloop.local;

import dev.innerloop.local.RandomSession.Fault;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random edits while the app is killed or suspended, restarted, or its session replaced: in the end
 * it answers as a fresh start of a fresh build does.
 */
class LocalFaultsCampaignTest {

  private static final int STEPS = 10;

  @TempDir Path folder;

  @RandomizedTest
  void convergesWhateverHappensOnTheWay() {
    Campaign.of(getClass(), 2)
        .run(
            (random, number) -> {
              Path own = Files.createDirectory(folder.resolve("" + number));
              try (RandomSession session = new RandomSession(own, random)) {
                session.step(Fault.NONE);
                for (int step = 2; step <= STEPS; step++) {
                  session.step(Fault.values()[random.nextInt(Fault.values().length)]);
                }
                System.out.println(
                    "[local faults] " + number + ":\n  " + String.join("\n  ", session.done()));
              }
              return "converged";
            });
  }
}
