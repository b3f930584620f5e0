package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code .env} files with errors in them: variables or a problem. */
class DotEnvFuzzCampaignTest {

  private static final Mutations FILES =
      Mutations.ofText(
          List.of(
              "# comment\nA=b\nexport C='d e'\nE=\"f\\n${A:-x}\"\r\nG=$A-${C:+y}\nH\nI=\nJ=a # b\n",
              "KEY=\"several\nlines\"\nX=${Y:?missing}\nZ='${not}'\nW=$$HOME\\$\n"),
          List.of(
              "=",
              "$",
              "${",
              "}",
              ":-",
              ":?",
              ":+",
              "'",
              "\"",
              "\\",
              "\n",
              "\r",
              "#",
              " ",
              "\t",
              "export ",
              "\u0000",
              "\u00ef\u00bb\u00bf",
              "A",
              "$$",
              "\\n",
              "\\u0000"));

  @RandomizedTest
  void endInVariablesOrAProblem() {
    Campaign.of(getClass(), 2000)
        .run(
            (random, number) -> {
              try {
                Map<String, String> variables =
                    DotEnv.parse(".env", FILES.nextText(random), name -> Optional.empty());
                for (String name : variables.keySet()) {
                  if (name.isBlank() || name.contains("=") || name.contains("\n")) {
                    throw new AssertionError("a variable \"" + name + '"');
                  }
                }
                return "variables";
              } catch (Problem problem) {
                return "problem";
              }
            });
  }
}
