package dev.innerloop.wire;

import java.util.regex.Pattern;

/** Which options of a JVM load an agent. */
public final class JvmAgents {

  private static final Pattern ANY = Pattern.compile("-(?:agentlib:|agentpath:|javaagent:|Xrun).*");

  /** By its name, or by the path of its library, which depends on the system. */
  private static final Pattern DEBUGGER =
      Pattern.compile(
          "(?:-agentlib:jdwp|-agentpath:(?:[^=]*[/\\\\])?(?:libjdwp\\.(?:so|dylib)|jdwp\\.dll))(?:=.*)?"
              + "|-Xrunjdwp(?::.*)?",
          Pattern.DOTALL);

  private JvmAgents() {}

  /** Whether an option loads an agent of any kind. */
  public static boolean isAgent(String option) {
    return ANY.matcher(option).lookingAt();
  }

  /** Whether an option opens its JVM to a debugger; a JVM takes only one agent for that. */
  public static boolean isDebugAgent(String option) {
    return DEBUGGER.matcher(option).matches();
  }
}
