package dev.innerloop.equivalence;

import dev.innerloop.agent.AgentForTests;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.RedefinitionRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs apps, with the agent, as a {@link Judge} in another JVM asks. Like all that it uses, it must
 * compile for Java 11.
 */
final class AppServer {

  /** A question: its constant, the number of the app, and what {@link #answer} reads. */
  enum Question {
    ACCEPTS_ADDED_METHODS,
    START,
    ASK,
    REDEFINE,
    FORCE,
    CLOSE
  }

  private final Map<Integer, RunningApp> apps = new HashMap<>();

  private AppServer() {}

  public static void main(String... arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    AppServer server = new AppServer();
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(answers);
    for (int question = in.read(); question >= 0; question = in.read()) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        server.answer(Question.values()[question], in, new DataOutputStream(answer));
        out.writeBoolean(true);
        out.write(answer.toByteArray());
      } catch (IOException e) {
        throw e; // the judge has ended, or what it sends is not understood
      } catch (Exception | LinkageError e) {
        out.writeBoolean(false);
        out.writeUTF("" + (e.getCause() == null ? e : e.getCause()));
      }
      out.flush();
    }
    System.exit(0); // an app may have left threads
  }

  private void answer(Question question, DataInputStream in, DataOutputStream out)
      throws Exception {
    int number = in.readInt();
    byte[] request = new byte[in.readInt()];
    in.readFully(request);
    DataInputStream more = new DataInputStream(new ByteArrayInputStream(request));
    switch (question) {
      case ACCEPTS_ADDED_METHODS:
        out.writeBoolean(AgentForTests.acceptsAddedMethods());
        break;
      case START:
        apps.put(number, RunningApp.start(Paths.get(more.readUTF()), more.readBoolean()));
        break;
      case ASK:
        out.writeUTF(apps.get(number).ask());
        break;
      case REDEFINE:
        Payload result = AgentForTests.redefine(RedefinitionRequest.read(more));
        result.write(out);
        break;
      case FORCE:
        out.writeBoolean(AgentForTests.force(apps.get(number).loader(), classes(more)));
        break;
      case CLOSE:
        apps.remove(number).close();
        break;
    }
  }

  /** From their names to what is in their files now. */
  private static Map<String, byte[]> classes(DataInputStream in) throws IOException {
    Path folder = Paths.get(in.readUTF());
    Map<String, byte[]> classes = new HashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      String path = in.readUTF();
      classes.put(
          path.replace(".class", "").replace('/', '.'), Files.readAllBytes(folder.resolve(path)));
    }
    return classes;
  }
}
