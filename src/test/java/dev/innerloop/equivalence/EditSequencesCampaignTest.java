package dev.innerloop.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Jdks;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of edits of one class: after each, the app answers as one that was started with
 * it.
 */
class EditSequencesCampaignTest {

  private static final int STEPS = 12;

  @TempDir Path folder;

  @RandomizedTest
  void answersAsAFreshStartDoesAfterEachEdit() throws IOException {
    Jdks.Jdk own = Jdks.ownAndNewest().get(0);
    try (JudgeProcess judge = JudgeProcess.start(own, folder.resolve("judge"))) {
      Campaign.of(getClass(), 5).run((random, number) -> edit(judge, random, number));
    }
  }

  private String edit(JudgeProcess judge, Random random, int number) throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus-" + number));
    String text = new RandomVersions(random).corpus("sequence " + number, STEPS);
    Files.writeString(corpus.resolve("random.txt"), text);

    List<Verdict> verdicts = judge.judge(corpus);

    assertThat(verdicts).filteredOn(each -> !each.wrong().isEmpty()).as(text).isEmpty();
    assertThat(verdicts).hasSize(STEPS);
    long redefined = verdicts.stream().filter(each -> each.strategy().equals("REDEFINE")).count();
    return "%02d of %d redefined".formatted(redefined, STEPS);
  }
}
