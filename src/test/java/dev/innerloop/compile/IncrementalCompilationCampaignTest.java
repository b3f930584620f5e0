package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of edits: an incremental compilation fails when one of all sources does, and
 * otherwise its classes are the same, byte for byte.
 */
class IncrementalCompilationCampaignTest {

  private static final int STEPS = 12;

  @TempDir Path folder;

  @RandomizedTest
  void givesWhatACompilationOfAllSourcesGives() {
    Campaign.of(getClass(), 3)
        .run((random, number) -> edit(Files.createDirectory(folder.resolve("" + number)), random));
  }

  private static String edit(Path folder, Random random) throws IOException {
    SampleModule shop = new SampleModule(folder, "shop");
    RandomSources sources = new RandomSources(random);
    sources.repair();
    sources.write(shop.sources());
    List<String> done = new ArrayList<>(List.of("start"));
    Set<Path> saved = new HashSet<>();
    int failed = 0;
    try (Compiler compiler = compiler(folder, "staging")) {
      Module module = shop.module();
      assertThat(compiler.compile(List.of(module), List.of(module)))
          .isInstanceOf(CompileResult.Compiled.class);
      for (int step = 1; step <= STEPS; step++) {
        done.add(sources.change());
        saved.addAll(sources.write(shop.sources()));
        Map<String, String> before = content(shop.output());
        Optional<Map<String, String>> whole = whole(folder.resolve("whole-" + step), shop);

        CompileResult result = compiler.compile(List.of(module), Map.of(module, saved));

        if (whole.isPresent()) {
          assertThat(result).as("%s", done).isInstanceOf(CompileResult.Compiled.class);
          assertThat(content(shop.output())).as("%s", done).isEqualTo(whole.get());
          saved.clear();
        } else {
          assertThat(result).as("%s", done).isInstanceOf(CompileResult.Failed.class);
          assertThat(content(shop.output())).as("%s", done).isEqualTo(before);
          failed++;
        }
      }
    }
    return failed == 0 ? "always compiled" : failed < STEPS ? "failed at times" : "always failed";
  }

  /** The classes of a compilation of all sources, unless it fails. */
  private static Optional<Map<String, String>> whole(Path folder, SampleModule shop)
      throws IOException {
    SampleModule fresh = new SampleModule(folder, "shop");
    for (Map.Entry<String, Path> each : FileTree.files(shop.sources()).entrySet()) {
      fresh.source(each.getKey(), Files.readString(each.getValue()));
    }
    try (Compiler compiler = compiler(folder, "staging")) {
      CompileResult result = compiler.compile(List.of(fresh.module()), List.of(fresh.module()));
      return result instanceof CompileResult.Compiled
          ? Optional.of(content(fresh.output()))
          : Optional.empty();
    }
  }

  private static Map<String, String> content(Path output) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Map.Entry<String, Path> each : FileTree.files(output).entrySet()) {
      content.put(each.getKey(), Arrays.toString(Files.readAllBytes(each.getValue())));
    }
    return content;
  }

  private static Compiler compiler(Path folder, String staging) {
    return new Compiler(
        folder,
        folder.resolve(staging),
        new NoBuild(),
        new CompiledSources(new ArrayList<>()),
        Optional.of(ToolProvider.getSystemJavaCompiler()),
        Instant.MAX);
  }
}
