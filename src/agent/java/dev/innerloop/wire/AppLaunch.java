package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How the app's JVM is started. */
public final class AppLaunch implements Payload {

  /** What the option of a JVM that can be debugged begins with. */
  public static final String DEBUG_OPTION = "-agentlib:jdwp=";

  private final String mainClass;
  private final List<String> classPath;
  private final List<String> jvmOptions;
  private final List<String> arguments;
  private final List<String> environment;
  private final int port;
  private final String readinessPath;
  private final ReloadMode reload;

  /**
   * @param classPath relative to the workspace
   * @param environment {@code NAME=value}: in place of what the supervisor's own has, or beside it
   * @param port 0 if it does not listen
   * @param readinessPath empty if an open port counts
   */
  public AppLaunch(
      String mainClass,
      List<String> classPath,
      List<String> jvmOptions,
      List<String> arguments,
      List<String> environment,
      int port,
      String readinessPath,
      ReloadMode reload) {
    this.mainClass = mainClass;
    this.classPath = Collections.unmodifiableList(new ArrayList<>(classPath));
    this.jvmOptions = Collections.unmodifiableList(new ArrayList<>(jvmOptions));
    this.arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    this.environment = Collections.unmodifiableList(new ArrayList<>(environment));
    this.port = port;
    this.readinessPath = readinessPath;
    this.reload = reload;
  }

  public static AppLaunch read(DataInput in) throws IOException {
    return new AppLaunch(
        Protocol.readText(in),
        Protocol.strings(in),
        Protocol.strings(in),
        Protocol.strings(in),
        Protocol.strings(in),
        in.readInt(),
        Protocol.readText(in),
        Protocol.constant(ReloadMode.values(), in.readUnsignedByte()));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Protocol.writeText(out, mainClass);
    Protocol.write(out, classPath);
    Protocol.write(out, jvmOptions);
    Protocol.write(out, arguments);
    Protocol.write(out, environment);
    out.writeInt(port);
    Protocol.writeText(out, readinessPath);
    out.writeByte(reload.ordinal());
  }

  public AppLaunch withClassPath(List<String> other) {
    return with(other, environment);
  }

  /** The same without what may be secret, for a disk. */
  public AppLaunch withoutEnvironment() {
    return with(classPath, Collections.emptyList());
  }

  private AppLaunch with(List<String> classPath, List<String> environment) {
    return new AppLaunch(
        mainClass, classPath, jvmOptions, arguments, environment, port, readinessPath, reload);
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

  public List<String> environment() {
    return environment;
  }

  public int port() {
    return port;
  }

  public String readinessPath() {
    return readinessPath;
  }

  public ReloadMode reload() {
    return reload;
  }

  /** Whether a debugger may hold its threads for as long as it likes. */
  public boolean isDebugged() {
    for (String option : jvmOptions) {
      if (option.startsWith(DEBUG_OPTION)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof AppLaunch)) {
      return false;
    }
    AppLaunch that = (AppLaunch) other;
    return mainClass.equals(that.mainClass)
        && classPath.equals(that.classPath)
        && jvmOptions.equals(that.jvmOptions)
        && arguments.equals(that.arguments)
        && environment.equals(that.environment)
        && port == that.port
        && readinessPath.equals(that.readinessPath)
        && (reload == ReloadMode.JVM)
            == (that.reload == ReloadMode.JVM); // other ways start it alike
  }

  @Override
  public int hashCode() {
    return mainClass.hashCode() + 31 * classPath.hashCode();
  }
}
