package dev.innerloop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.replica.Sources;
import dev.innerloop.testing.Jdks;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class WeaverTest {

  private static final int LEAST = 10_000;

  @TempDir Path folder;

  static List<Jdks.Jdk> jdks() {
    return Jdks.ownAndNewest();
  }

  /** Classes of the JDK and of our class path, as many as there are. */
  @ParameterizedTest
  @MethodSource("jdks")
  @Timeout(1800)
  void theJvmVerifiesWhateverItWeaves(Jdks.Jdk jdk) throws Exception {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                jdk.java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                WeaveAll.class.getName())
            .redirectError(errors.toFile())
            .start();
    Map<String, Integer> counts = new HashMap<>();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      lines
          .lines()
          .forEach(line -> counts.put(line.split("=")[0], Integer.parseInt(line.split("=")[1])));
    }
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();

    System.out.println("[weaver] " + jdk + ": " + counts);
    assertThat(counts).containsEntry("broken", 0).containsEntry("unwoven", 0);
    assertThat(counts.get("verified")).isGreaterThan(LEAST);
  }

  @Test
  void linesAndVariablesStayWhatTheyWere() {
    byte[] original =
        Sources.compile(
                """
                class A {
                  int f(int first) {
                    int second = first + 1;
                    while (second > 3) {
                      second--;
                    }
                    return second;
                  }
                }
                """)
            .get("A.class");

    assertThat(described(AgentForTests.weave(original))).isEqualTo(described(original));
  }

  private static String described(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    StringBuilder text = new StringBuilder();
    for (MethodNode method : node.methods) {
      text.append(method.name).append(' ');
      method.instructions.forEach(
          instruction -> {
            if (instruction instanceof LineNumberNode line) {
              text.append(line.line).append(' ');
            }
          });
      for (LocalVariableNode variable : method.localVariables) {
        text.append(variable.name).append(variable.index).append(' ');
      }
    }
    return text.toString();
  }

  @Test
  void itIsTheFirstThingThatAMethodDoes() {
    byte[] original =
        Sources.compile("class A { static { } A() {} int f() { return 1; } }").get("A.class");
    ClassNode node = new ClassNode();
    new ClassReader(AgentForTests.weave(original)).accept(node, ClassReader.SKIP_DEBUG);

    assertThat(node.methods)
        .allSatisfy(
            method -> {
              assertThat(method.instructions.get(0).getOpcode()).isEqualTo(Opcodes.SIPUSH);
              assertThat(((MethodInsnNode) method.instructions.get(1)).owner)
                  .isEqualTo("dev/innerloop/agent/MethodHit");
            });
  }

  @Test
  void whatItDoesNotKnowItLeavesAlone() {
    byte[] original = Sources.compile("class A { int f() { return 1; } }").get("A.class");
    byte[] odd = original.clone();
    odd[10] = 99;

    assertThatThrownBy(() -> AgentForTests.weave(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a constant of the unknown kind 99");
  }
}
