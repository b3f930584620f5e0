package dev.innerloop.acceptance;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * What the update of one file costs with nothing around it: javac in a warm JVM, and the
 * redefinition of its class in the running clinic.
 */
record BareUpdate(Samples javac, Samples redefine) {

  private static final int WARM_UPS = 5;
  private static final Duration BUILT = Duration.ofMinutes(3);
  private static final String MAIN = "com.example.clinic.ClinicApplication";
  private static final String CLASS = "com.example.clinic.ClinicController";
  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";

  static BareUpdate measure(Bench bench, ProjectCopy project, int rounds) throws Exception {
    Path file = project.folder().resolve("target/classpath.txt");
    bench
        .start(bench.maven(project, "compile", PLUGIN).set("mdep.outputFile", file))
        .succeed(BUILT);
    String classPath =
        project.folder().resolve("target/classes")
            + File.pathSeparator
            + Files.readString(file).strip();
    Path output = Files.createDirectories(project.folder().resolve("target/bare"));
    Path source = project.folder().resolve("src/main/java/" + CLASS.replace('.', '/') + ".java");
    List<Double> javac = new ArrayList<>();
    List<Double> redefine = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        RunningClinic clinic = RunningClinic.start(classPath)) {
      files.setLocationFromPaths(
          StandardLocation.CLASS_PATH,
          List.of(classPath.split(File.pathSeparator)).stream().map(Path::of).toList());
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
      for (int round = 0; round < WARM_UPS + rounds; round++) {
        String text = "bare " + round;
        Files.writeString(
            source,
            Files.readString(source)
                .replaceFirst(
                    "(String greeting\\(\\) \\{\\s*return )\"[^\"]*\"", "$1\"" + text + "\""));
        long start = System.nanoTime();
        boolean compiled =
            compiler
                .getTask(
                    null,
                    files,
                    null,
                    List.of("-parameters", "-g", "-proc:none", "--release", "17"),
                    null,
                    files.getJavaFileObjects(source))
                .call();
        long done = System.nanoTime();
        if (!compiled) {
          throw new AssertionError("The clinic does not compile");
        }
        clinic.redefine(
            CLASS, Files.readAllBytes(output.resolve(CLASS.replace('.', '/') + ".class")));
        long redefined = System.nanoTime();
        if (round >= WARM_UPS) {
          javac.add((done - start) / 1e6);
          redefine.add((redefined - done) / 1e6);
        }
      }
    }
    return new BareUpdate(new Samples(javac), new Samples(redefine));
  }

  /** The clinic in a JVM of its own on this machine. */
  private record RunningClinic(Process process, VirtualMachine vm) implements AutoCloseable {

    static RunningClinic start(String classPath) throws Exception {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  classPath,
                  MAIN,
                  "--server.port=0")
              .redirectErrorStream(true)
              .start();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      String port = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("Listening for transport")) {
          port = line.substring(line.lastIndexOf(' ') + 1);
        } else if (line.contains("Started ClinicApplication")) {
          Thread drain = new Thread(() -> lines.lines().forEach(it -> {}), "bench-drain");
          drain.setDaemon(true);
          drain.start();
          return new RunningClinic(process, attach(port));
        }
      }
      process.destroyForcibly();
      throw new AssertionError("The clinic does not start");
    }

    private static VirtualMachine attach(String port) throws Exception {
      AttachingConnector connector =
          Bootstrap.virtualMachineManager().attachingConnectors().stream()
              .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
              .findFirst()
              .orElseThrow();
      Map<String, Connector.Argument> arguments = connector.defaultArguments();
      arguments.get("hostname").setValue("127.0.0.1");
      arguments.get("port").setValue(port);
      return connector.attach(arguments);
    }

    void redefine(String className, byte[] bytes) {
      ReferenceType type = vm.classesByName(className).get(0);
      vm.redefineClasses(Map.of(type, bytes));
    }

    @Override
    public void close() throws IOException {
      vm.dispose();
      process.destroy();
    }
  }
}
