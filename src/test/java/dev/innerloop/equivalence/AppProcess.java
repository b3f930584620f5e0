package dev.innerloop.equivalence;

import dev.innerloop.agent.AgentForTests;
import dev.innerloop.testing.Await;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.RedefinitionResult;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** An {@link AppServer} in a JVM of the JDK that is tested, with the options of dev mode. */
final class AppProcess implements AutoCloseable {

  private static final Path SOURCES = Path.of("src/test/java");

  private final Path folder;
  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;
  private int started;

  private AppProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.questions = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts one.
   *
   * @param folder for its workspaces
   */
  static AppProcess start(String java, int release, Path folder) throws IOException {
    Files.createDirectories(folder);
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(java));
    if (release >= 13) {
      command.addAll(
          List.of(
              "-XX:-PrintWarnings",
              "-XX:+AllowRedefinitionToAddDeleteMethods",
              "-XX:+PrintWarnings"));
    }
    command.addAll(
        List.of(
            "-javaagent:" + AgentForTests.jar(folder.resolve("agent.jar")),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-cp",
            release < 17
                ? compiled(folder.resolve("server"), release) + File.pathSeparator + classPath
                : classPath,
            AppServer.class.getName()));
    return new AppProcess(
        folder,
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start());
  }

  /** The server, for a JVM that is older than what our tests are compiled for. */
  private static Path compiled(Path output, int release) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Files.createDirectories(output);
      List<Path> sources =
          Stream.of(AppServer.class, RunningApp.class, AgentForTests.class, Await.class)
              .map(each -> SOURCES.resolve(each.getName().replace('.', '/') + ".java"))
              .toList();
      List<String> options =
          List.of(
              "-nowarn",
              "-proc:none",
              "-implicit:none",
              "--release",
              "" + release,
              "-d",
              output.toString());
      if (!compiler
          .getTask(errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call()) {
        throw new IOException(errors.toString());
      }
    }
    return output;
  }

  /** Starts an app. */
  App start(Map<String, byte[]> output, boolean spring) throws IOException {
    App app = new App(started++);
    app.write(output);
    app.question(
        AppServer.Question.START,
        out -> {
          out.writeUTF(app.classes().toString());
          out.writeBoolean(spring);
        });
    return app;
  }

  boolean acceptsAddedMethods() throws IOException {
    return new App(0)
        .question(AppServer.Question.ACCEPTS_ADDED_METHODS, Payload.NONE)
        .readBoolean();
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** One app in that JVM. */
  final class App implements AutoCloseable {

    private final int number;

    private App(int number) {
      this.number = number;
    }

    Path workspace() {
      return folder.resolve("" + number);
    }

    private Path classes() {
      return workspace().resolve("classes");
    }

    /** What a request gets, be it an error. */
    String ask() throws IOException {
      return question(AppServer.Question.ASK, Payload.NONE).readUTF();
    }

    RedefinitionResult carryOut(RedefinitionRequest request) throws IOException {
      return RedefinitionResult.read(question(AppServer.Question.REDEFINE, request));
    }

    /** Redefines classes by their files, whatever the agent says; false if the JVM refuses. */
    boolean force(List<String> paths) throws IOException {
      return question(
              AppServer.Question.FORCE,
              out -> {
                out.writeUTF(classes().toString());
                out.writeInt(paths.size());
                for (String path : paths) {
                  out.writeUTF(path);
                }
              })
          .readBoolean();
    }

    /** Puts other files in the place of those that were there. */
    void deliver(Map<String, byte[]> older, Map<String, byte[]> newer) throws IOException {
      for (String gone : older.keySet()) {
        if (!newer.containsKey(gone)) {
          Files.delete(classes().resolve(gone));
        }
      }
      write(newer);
    }

    private void write(Map<String, byte[]> output) throws IOException {
      for (Map.Entry<String, byte[]> file : output.entrySet()) {
        Path path = classes().resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }

    private DataInputStream question(AppServer.Question question, Payload payload)
        throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      payload.write(new DataOutputStream(bytes));
      questions.write(question.ordinal());
      questions.writeInt(number);
      questions.writeInt(bytes.size());
      bytes.writeTo(questions);
      questions.flush();
      if (!answers.readBoolean()) {
        throw new IllegalStateException(answers.readUTF());
      }
      return answers;
    }

    @Override
    public void close() throws IOException {
      question(AppServer.Question.CLOSE, Payload.NONE);
    }
  }
}
