package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How a supervisor starts the app's JVM, and which reload strategies its updates may use. */
public final class Launch implements Payload {

  /** What the option of a JVM that can be debugged begins with. */
  public static final String DEBUG_OPTION = "-agentlib:jdwp=";

  private final String mainClass;
  private final List<String> classPath;
  private final List<String> jvmOptions;
  private final List<String> arguments;
  private final AppEnvironment environment;
  private final int port;
  private final String readinessPath;
  private final ReloadMode reload;
  private final ClassPathLayout layout;

  private Launch(
      String mainClass,
      List<String> classPath,
      List<String> jvmOptions,
      List<String> arguments,
      AppEnvironment environment,
      int port,
      String readinessPath,
      ReloadMode reload,
      ClassPathLayout layout) {
    this.mainClass = mainClass;
    this.classPath = Collections.unmodifiableList(new ArrayList<>(classPath));
    this.jvmOptions = Collections.unmodifiableList(new ArrayList<>(jvmOptions));
    this.arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    this.environment = environment;
    this.port = port;
    this.readinessPath = readinessPath;
    this.reload = reload;
    this.layout = layout;
  }

  /**
   * The launch of a main class without options or arguments, in the supervisor's environment, of an
   * app that does not listen, has one class path and whose updates use the cheapest reload
   * strategy.
   *
   * @param classPath entries relative to the workspace, in order
   */
  public static Launch of(String mainClass, List<String> classPath) {
    List<String> none = Collections.emptyList();
    return new Launch(
        mainClass,
        classPath,
        none,
        none,
        AppEnvironment.INHERITED,
        0,
        "",
        ReloadMode.AUTO,
        ClassPathLayout.ONE);
  }

  public static Launch read(DataInput in) throws IOException {
    return new Launch(
        Protocol.readText(in),
        Protocol.strings(in),
        Protocol.strings(in),
        Protocol.strings(in),
        AppEnvironment.read(in),
        in.readInt(),
        Protocol.readText(in),
        Protocol.constant(ReloadMode.values(), in.readUnsignedByte()),
        Protocol.constant(ClassPathLayout.values(), in.readUnsignedByte()));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Protocol.writeText(out, mainClass);
    Protocol.write(out, classPath);
    Protocol.write(out, jvmOptions);
    Protocol.write(out, arguments);
    environment.write(out);
    out.writeInt(port);
    Protocol.writeText(out, readinessPath);
    out.writeByte(reload.ordinal());
    out.writeByte(layout.ordinal());
  }

  public Launch withClassPath(List<String> other) {
    return new Launch(
        mainClass, other, jvmOptions, arguments, environment, port, readinessPath, reload, layout);
  }

  /**
   * @param other options of the JVM, heap and system properties included
   */
  public Launch withJvmOptions(List<String> other) {
    return new Launch(
        mainClass, classPath, other, arguments, environment, port, readinessPath, reload, layout);
  }

  /** The same, closed to debuggers; what its environment opens stays open. */
  public Launch withoutDebugger() {
    List<String> others = new ArrayList<>(jvmOptions);
    others.removeIf(JvmAgents::isDebugAgent);
    return withJvmOptions(others);
  }

  /**
   * @param other arguments of main
   */
  public Launch withArguments(List<String> other) {
    return new Launch(
        mainClass, classPath, jvmOptions, other, environment, port, readinessPath, reload, layout);
  }

  public Launch withEnvironment(AppEnvironment other) {
    return new Launch(
        mainClass, classPath, jvmOptions, arguments, other, port, readinessPath, reload, layout);
  }

  /** The same without what may be secret, for a disk. */
  public Launch withoutEnvironment() {
    return withEnvironment(AppEnvironment.INHERITED);
  }

  /**
   * @param other where the app listens on loopback, 0 if it does not
   */
  public Launch withPort(int other) {
    return new Launch(
        mainClass,
        classPath,
        jvmOptions,
        arguments,
        environment,
        other,
        readinessPath,
        reload,
        layout);
  }

  /**
   * @param other HTTP path that answers 2xx or 3xx once the app serves; if empty, an open port
   *     counts
   */
  public Launch withReadinessPath(String other) {
    return new Launch(
        mainClass, classPath, jvmOptions, arguments, environment, port, other, reload, layout);
  }

  public Launch withReload(ReloadMode other) {
    return new Launch(
        mainClass,
        classPath,
        jvmOptions,
        arguments,
        environment,
        port,
        readinessPath,
        other,
        layout);
  }

  public Launch withLayout(ClassPathLayout other) {
    return new Launch(
        mainClass,
        classPath,
        jvmOptions,
        arguments,
        environment,
        port,
        readinessPath,
        reload,
        other);
  }

  public String mainClass() {
    return mainClass;
  }

  public List<String> classPath() {
    return classPath;
  }

  public List<String> jvmOptions() {
    return jvmOptions;
  }

  public List<String> arguments() {
    return arguments;
  }

  public AppEnvironment environment() {
    return environment;
  }

  public int port() {
    return port;
  }

  /** Empty if an open port counts. */
  public String readinessPath() {
    return readinessPath;
  }

  public ReloadMode reload() {
    return reload;
  }

  /** How the project's own classes are loaded; {@link ReloadMode#JVM} wants one class path. */
  public ClassPathLayout layout() {
    return reload == ReloadMode.JVM ? ClassPathLayout.ONE : layout;
  }

  /** Whether a debugger may suspend its threads for as long as it likes. */
  public boolean isDebugged() {
    return hasDebugOption() || JvmVariables.hasDebugAgent(environment.variables());
  }

  /** Whether its own options, not its environment, open its JVM to a debugger. */
  public boolean hasDebugOption() {
    return jvmOptions.stream().anyMatch(JvmAgents::isDebugAgent);
  }

  /**
   * Whether an app that was started by the other launch would be started in the same way by this
   * one: only {@link ReloadMode#JVM} changes how an app is started.
   */
  public boolean startsLike(Launch other) {
    return (reload == ReloadMode.JVM) == (other.reload == ReloadMode.JVM)
        && equals(other.withReload(reload));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Launch && fields().equals(((Launch) other).fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  private List<Object> fields() {
    return Arrays.asList(
        mainClass,
        classPath,
        jvmOptions,
        arguments,
        environment,
        port,
        readinessPath,
        reload,
        layout);
  }

  /** Without the values of environment variables. */
  @Override
  public String toString() {
    return "Launch" + fields();
  }
}
