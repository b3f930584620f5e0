package dev.innerloop.project.maven;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.maven.execution.MavenSession;

/**
 * Where Maven's log writes. It keeps the standard output of Maven's start, and no version of Maven
 * has an API to replace it; plugins log through it.
 */
final class MavenLogOutput {

  private static final String LOG_OF_MAVEN_4 = "org.apache.maven.slf4j.";
  private static final String LOG_OF_MAVEN_3 = "org.slf4j.impl.";

  private MavenLogOutput() {}

  /**
   * Replaces the output.
   *
   * @param replacement of the present output
   * @param isTaken whether the replacement has what the present thread writes for itself
   * @return restores the present output
   */
  static Runnable replace(UnaryOperator<PrintStream> replacement, BooleanSupplier isTaken) {
    try {
      return isPresent(LOG_OF_MAVEN_4 + "MavenBaseLogger")
          ? replaceSink(replacement, isTaken)
          : replaceStream(LOG_OF_MAVEN_3, "SimpleLogger", replacement);
    } catch (ReflectiveOperationException e) {
      return () -> {}; // another log: what plugins log is shown as it is
    }
  }

  private static Runnable replaceSink(
      UnaryOperator<PrintStream> replacement, BooleanSupplier isTaken)
      throws ReflectiveOperationException {
    Class<?> logger = type(LOG_OF_MAVEN_4 + "MavenSimpleLogger");
    Field sink = accessible(logger.getDeclaredField("logSink"));
    @SuppressWarnings("unchecked")
    Consumer<String> before = (Consumer<String>) sink.get(null);
    if (before == null) {
      return replaceStream(LOG_OF_MAVEN_4, "MavenBaseLogger", replacement);
    }
    PrintStream lines = replacement.apply(new PrintStream(OutputStream.nullOutputStream()));
    Consumer<String> replaced =
        line -> {
          if (isTaken.getAsBoolean()) {
            lines.println(line);
          } else {
            before.accept(line);
          }
        };
    Method set = logger.getMethod("setLogSink", Consumer.class);
    set.invoke(null, replaced);
    return () -> invoke(set, before);
  }

  private static Runnable replaceStream(
      String prefix, String logger, UnaryOperator<PrintStream> replacement)
      throws ReflectiveOperationException {
    Object settings = accessible(type(prefix + logger).getDeclaredField("CONFIG_PARAMS")).get(null);
    Field choice = accessible(settings.getClass().getDeclaredField("outputChoice"));
    Object before = choice.get(settings);
    Method stream = before.getClass().getDeclaredMethod("getTargetPrintStream");
    stream.setAccessible(true);
    Constructor<?> create = before.getClass().getDeclaredConstructor(PrintStream.class);
    create.setAccessible(true);
    choice.set(
        settings, create.newInstance(replacement.apply((PrintStream) stream.invoke(before))));
    return () -> set(choice, settings, before);
  }

  private static Field accessible(Field field) {
    field.setAccessible(true);
    return field;
  }

  private static void invoke(Method method, Object argument) {
    try {
      method.invoke(null, argument);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Maven's log cannot be restored", e);
    }
  }

  private static void set(Field field, Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Maven's log cannot be restored", e);
    }
  }

  private static boolean isPresent(String name) {
    try {
      return type(name) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, false, MavenSession.class.getClassLoader());
  }
}
