package dev.innerloop.reload;

import dev.innerloop.compile.incremental.ClassApi;
import dev.innerloop.content.ClassFile;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Sources;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Class files with errors in them, as another compiler or a full disk leaves them: each is read,
 * compared with an answer, and what is complete is planned.
 */
class ClassFileFuzzCampaignTest {

  private static final Map<String, byte[]> CLASSES =
      Sources.compile(
          "public class A { private static final String S = \"text\"; int x = 1;"
              + " Runnable f(int... y) { return () -> System.out.println(S + x + y.length); } }",
          "record B(@Deprecated String a, long b) { B { if (b > 1e9) throw new"
              + " IllegalStateException(); } }",
          "enum C { ONE, TWO { @Override int v() { return 3; } }; int v() { return ordinal(); } }");

  private static final Mutations FILES =
      new Mutations(
          List.copyOf(CLASSES.values()),
          List.of(
              new byte[2],
              new byte[] {(byte) 0xff, (byte) 0xff},
              new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
              new byte[] {(byte) 0x80, 0, 0, 0},
              new byte[] {0, 0, 0, 70},
              new byte[] {1, 0, 4, 'C', 'o', 'd', 'e'},
              new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}));

  @RandomizedTest
  void endInAnAnswer() {
    List<byte[]> originals = new ArrayList<>(CLASSES.values());
    Campaign.of(getClass(), 500)
        .run(
            (random, number) -> {
              byte[] older = originals.get(random.nextInt(originals.size()));
              byte[] newer = FILES.next(random);
              boolean isComplete = ClassFile.read(newer).isPresent();
              ClassApi.appearance(newer);
              ClassApi.change(older, newer);
              if (!isComplete) {
                return "incomplete"; // and so never delivered
              }
              MemoryBlobs blobs = new MemoryBlobs();
              String path = "classes/A.class";
              ReloadPlan plan =
                  new ReloadPlanner(blobs)
                      .plan(
                          blobs.inventory(Map.of(path, older)),
                          blobs.inventory(Map.of(path, newer)),
                          RunningClasses.asDelivered());
              return "complete, " + plan.strategy();
            });
  }
}
