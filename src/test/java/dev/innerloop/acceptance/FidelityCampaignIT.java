package dev.innerloop.acceptance;

import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * After every edit of a project of any shape, the replica holds what a fresh build of the same tree
 * has as its output, the app answers as one that was started from that output, and the edit was
 * reported.
 */
class FidelityCampaignIT {

  private static final int SAMPLE = 5;
  private static final int EDITS = Integer.getInteger("dev.campaign.edits", 8);

  @RandomizedTest
  void everyEditHasTheEffectOfAFreshBuild() {
    // Shuffled, so that the few of a sample differ in kind; in as many cases all come once.
    List<Shape> shapes = new ArrayList<>(Shapes.all());
    Collections.shuffle(shapes, new Random(17));
    shapes.removeIf(shape -> !shape.name().matches(System.getProperty("dev.campaign.shape", ".*")));
    WarmMaven maven = new WarmMaven(MavenHome.ofThisBuild().folder());
    Campaign.of(getClass(), SAMPLE)
        .run(
            (random, number) -> {
              Shape shape = shapes.get((number - 1) % shapes.size());
              System.out.println("[fidelity] " + number + ": " + shape);
              Bench bench = new Bench();
              try (FidelityCase one = new FidelityCase(bench, maven, shape, random)) {
                one.start();
                for (int i = 0; i < EDITS; i++) {
                  one.edit();
                }
                System.out.println("[fidelity]   " + one);
              } finally {
                bench.close();
              }
              return shape.name();
            });
  }
}
