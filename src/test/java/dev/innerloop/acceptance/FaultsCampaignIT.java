package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.time.Duration;

/**
 * Sessions on a cluster under constant requests, while pods, processes, connections and disks fail
 * and the project is edited: after each fault every replica serves what is on disk, without any
 * action of the user, and no request failed or got an old answer.
 */
@OnCluster(ours = true)
class FaultsCampaignIT {

  /** Of each session. */
  private static final int FAULTS = Integer.getInteger("dev.campaign.faults", 14);

  @RandomizedTest
  void everyReplicaServesWhatIsOnDiskAfterEachFault() {
    Campaign campaign = Campaign.of(getClass(), 1).within(Duration.ofHours(1));
    campaign.run(
        (random, number) -> {
          Bench bench = new Bench();
          try (FaultsCase one = new FaultsCase(bench, random, campaign::add)) {
            one.run(FAULTS);
            assertThat(one.requests().failed()).as("failed answers of %s", one).isEmpty();
            assertThat(one.requests().stale()).as("stale answers of %s", one).isEmpty();
          } finally {
            bench.close();
          }
          return FAULTS + " faults survived";
        });
  }
}
