package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The packaging of an app in its image. */
public sealed interface Packaging {

  /** Description for messages, to follow "is". */
  String words();

  /** The main class; empty if something else starts the app. */
  default Optional<String> mainClass() {
    return Optional.empty();
  }

  /** Classes and jars on one class path. */
  record ClassPath(String main) implements Packaging {

    @Override
    public String words() {
      return "a class path";
    }

    @Override
    public Optional<String> mainClass() {
      return Optional.of(main);
    }
  }

  /**
   * The executable jar of Spring Boot, unpacked, with Boot's own loader and layers. In dev mode its
   * classes are on a plain class path.
   *
   * @param jar created by {@code package}
   */
  record BootJar(Path jar, String main) implements Packaging {

    @Override
    public String words() {
      return "an unpacked Spring Boot jar";
    }

    @Override
    public Optional<String> mainClass() {
      return Optional.of(main);
    }
  }

  /**
   * A web application for a servlet container, which the base image has.
   *
   * @param webapp the folder of pages and descriptors, usually {@code src/main/webapp}
   * @param packaged the folder created by {@code package}, where the POM says more of it than we
   *     do ourselves
   * @param container the image of Tomcat that knows its servlet API, such as {@code tomcat:10.1}
   */
  record War(Path webapp, Optional<Path> packaged, String container) implements Packaging {

    @Override
    public String words() {
      return "a WAR";
    }
  }

  /**
   * What Quarkus made of an app.
   *
   * @param folder created by {@code package}, usually {@code target/quarkus-app}
   */
  record QuarkusApp(Path folder) implements Packaging {

    @Override
    public String words() {
      return "a Quarkus app";
    }
  }

  /**
   * A program without a JVM.
   *
   * @param target the folder created by {@code package} it in
   * @param names it may have, the likelier first
   */
  record NativeExecutable(Path target, List<String> names) implements Packaging {

    public NativeExecutable {
      names = List.copyOf(names);
    }

    @Override
    public String words() {
      return "a native executable";
    }
  }
}
