package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompilerArgumentsTest {

  private static final CompilerPlugin PLUGIN = new CompilerPlugin("3.14.1");

  static List<CompilerConfigurations> configurations() {
    return CompilerConfigurations.all();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void areThoseOfThePlugin(CompilerConfigurations each) {
    List<String> expected = new ArrayList<>(each.options());
    int custom = expected.size();
    for (String argument : List.of("-Akey=a value", "-Akey=value", "-Xlint:all")) {
      int at = expected.indexOf(argument);
      custom = at >= 0 && at < custom ? at : custom;
    }
    // What the plugin passes as the encoding, and does itself about package-info.java.
    expected.addAll(custom, List.of("-encoding", "UTF-8", "-Xpkginfo:always"));

    assertThat(arguments(configuration(each)).options()).isEqualTo(expected);
  }

  private static String configuration(CompilerConfigurations each) {
    return each.configuration()
        .replace("${java.specification.version}", System.getProperty("java.specification.version"));
  }

  @Test
  void olderVersionsDoNotKnowAllParameters() {
    CompilerArguments old =
        new CompilerArguments(
            new CompilerPlugin("3.1")
                .configured("<release>17</release><parameters>true</parameters>"));

    assertThat(old.options())
        .containsExactly("-g", "-nowarn", "-target", "1.5", "-source", "1.5", "-encoding", "UTF-8");
  }

  @Test
  void optionsOfTheJvmCountOnlyIfItIsAnother() {
    String arguments = "<compilerArgs><arg>-J-Dx=y</arg></compilerArgs>";

    assertThat(arguments(arguments).ofForkedJvm()).isEmpty();
    assertThat(arguments("<fork>true</fork>" + arguments).ofForkedJvm()).containsExactly("-Dx=y");
  }

  @Test
  void knowsArgumentsThatSayWhereFilesAre() {
    assertThat(arguments("<compilerArgs><arg>-Xlint</arg></compilerArgs>").location()).isEmpty();
    assertThat(
            arguments("<compilerArgs><arg>-s</arg><arg>generated</arg></compilerArgs>").location())
        .contains("-s");
    assertThat(arguments("<compilerArgs><arg>--processor-path=lib</arg></compilerArgs>").location())
        .contains("--processor-path");
  }

  private static CompilerArguments arguments(String configuration) {
    return new CompilerArguments(PLUGIN.configured(configuration));
  }
}
