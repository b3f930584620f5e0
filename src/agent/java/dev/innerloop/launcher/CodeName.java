package dev.innerloop.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code as its author knows it: class and method, for a lambda the method that it is written in. */
final class CodeName {

  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

  private CodeName() {}

  static String of(StackTraceElement frame) {
    Matcher lambda = LAMBDA.matcher(frame.getMethodName());
    String method = lambda.matches() ? lambda.group(1) : frame.getMethodName();
    if (method.equals("new")) {
      method = "<init>";
    }
    return frame.getClassName() + (method.equals("static") ? "" : "." + method);
  }
}
