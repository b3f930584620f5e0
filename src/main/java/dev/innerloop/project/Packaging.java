package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The packaging of an app in its image. */
public sealed interface Packaging {

  /** Description for messages, to follow "is". */
  String description();

  /** The main class; empty if something else starts the app. */
  default Optional<String> mainClass() {
    return Optional.empty();
  }

  /** Classes and jars on one class path. */
  record ClassPath(String main) implements Packaging {

    @Override
    public String description() {
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
    public String description() {
      return "an unpacked Spring Boot jar";
    }

    @Override
    public Optional<String> mainClass() {
      return Optional.of(main);
    }
  }

  /**
   * A web application for a servlet container in the base image.
   *
   * @param webapp the directory of pages and descriptors, usually {@code src/main/webapp}
   * @param packaged the directory created by {@code package}, if the POM configures more than this
   *     plugin supports
   * @param container a Tomcat image that supports its servlet API, such as {@code tomcat:10.1}
   */
  record War(Path webapp, Optional<Path> packaged, String container) implements Packaging {

    @Override
    public String description() {
      return "a WAR";
    }
  }

  /**
   * The Quarkus fast-jar of an app.
   *
   * @param folder created by {@code package}, usually {@code target/quarkus-app}
   */
  record QuarkusApp(Path folder) implements Packaging {

    @Override
    public String description() {
      return "a Quarkus app";
    }
  }

  /**
   * A native executable.
   *
   * @param target the directory in which {@code package} creates it
   * @param names possible file names, the most likely first
   */
  record NativeExecutable(Path target, List<String> names) implements Packaging {

    public NativeExecutable {
      names = List.copyOf(names);
    }

    @Override
    public String description() {
      return "a native executable";
    }
  }
}
