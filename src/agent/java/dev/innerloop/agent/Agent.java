package dev.innerloop.agent;

import dev.innerloop.launcher.JdkInternals;
import dev.innerloop.launcher.Launcher;
import dev.innerloop.launcher.RunningApp;
import dev.innerloop.launcher.SystemClassPath;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.Role;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Paths;

/** The {@code -javaagent} in the app's JVM, with {@link AgentArguments}. */
public final class Agent implements Runnable {

  private final StartupProfile probe;
  private final Redefiner redefiner;
  private final Restarter restarter;
  private final ClassList classes;
  private final AddedMethodsTrial trial;
  private final SystemClassPath classPath;
  private final AgentArguments arguments;

  private Agent(
      StartupProfile probe,
      Redefiner redefiner,
      Restarter restarter,
      ClassList classes,
      AddedMethodsTrial trial,
      SystemClassPath classPath,
      AgentArguments arguments) {
    this.probe = probe;
    this.redefiner = redefiner;
    this.restarter = restarter;
    this.classes = classes;
    this.trial = trial;
    this.classPath = classPath;
    this.arguments = arguments;
  }

  public static void premain(String argument, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    AgentArguments arguments = AgentArguments.parse(argument);
    JdkInternals internals = new JdkInternals(instrumentation);
    SystemClassPath classPath = new SystemClassPath(internals);
    if (!arguments.directories().isEmpty()) {
      classPath.add(arguments.directories());
    }
    if (arguments.isLayered()) {
      new LookupHook(instrumentation, internals).install();
    }
    StartupProfile probe = new StartupProfile(Agent::appLoader);
    probe.begin();
    probe.mainIs(Thread.currentThread());
    MetaspaceGrowth growth = new MetaspaceGrowth();
    Agent agent =
        new Agent(
            probe,
            new Redefiner(instrumentation, probe, growth, new Debuggers(), internals),
            new Restarter(internals, probe, growth),
            new ClassList(instrumentation),
            new AddedMethodsTrial(instrumentation),
            classPath,
            arguments);
    instrumentation.addTransformer(new SystemLoaderCalls());
    instrumentation.addTransformer(probe);
    Thread thread = new Thread(agent, "dev-agent");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try (Socket socket =
        new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), arguments.port())) {
      socket.setTcpNoDelay(true);
      Channel channel = new Channel(socket.getInputStream(), socket.getOutputStream());
      byte[] key = Files.readAllBytes(arguments.keyFile());
      channel.send(FrameType.HELLO, new Hello(Role.AGENT, key, "", "", false));
      boolean accepts = trial.succeeds();
      channel.send(FrameType.JVM_ASKED, Payload.numbered(0, out -> out.writeBoolean(accepts)));
      while (true) {
        handle(channel, channel.receive());
      }
    } catch (IOException e) {
      if (arguments.endsWithSupervisor()) {
        // On a local machine nothing else would end this JVM if the supervisor was killed.
        System.exit(143);
      }
      System.err.println(
          "[dev] the agent lost the supervisor (" + e + "); updates restart the app from now on");
    }
  }

  private void handle(Channel channel, Frame frame) throws IOException {
    if (frame.type() == FrameType.SERVES) {
      probe.served();
      return;
    }
    DataInputStream in = frame.data();
    int number = in.readInt();
    try {
      answer(channel, frame.type(), number, in);
    } catch (IOException | RuntimeException | Error e) {
      String reason = Restarter.shortened("the agent failed: " + e);
      channel.send(
          FrameType.QUESTION_FAILED,
          Payload.numbered(number, out -> Protocol.writeText(out, reason)));
    }
  }

  private void answer(Channel channel, FrameType question, int number, DataInputStream in)
      throws IOException {
    if (question == FrameType.REDEFINE) {
      RedefinitionRequest request = RedefinitionRequest.read(in);
      channel.send(FrameType.REDEFINED, Payload.numbered(number, redefiner.carryOut(request)));
    } else if (question == FrameType.END_APP) {
      restarter.end(channel, number, in.readInt(), in.readLong());
    } else if (question == FrameType.START_APP) {
      restarter.start(number);
    } else if (question == FrameType.LIST_CLASSES) {
      checkClassPath();
      classes.write(Paths.get(Protocol.readText(in)));
      channel.send(FrameType.CLASSES_LISTED, Payload.numbered(number, Payload.NONE));
    }
  }

  /** The next JVM gets its directories from us, if an archive is made of the libraries. */
  private void checkClassPath() throws IOException {
    try {
      classPath.check();
    } catch (ReflectiveOperationException e) {
      throw new IOException("this JVM's class path cannot be added to: " + e, e);
    }
  }

  /** Of the present run: of a former one, classes of the same names may linger. */
  private static ClassLoader appLoader() {
    RunningApp app = Launcher.running();
    return app == null ? ClassLoader.getSystemClassLoader() : app.loader();
  }
}
