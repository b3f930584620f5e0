package dev.innerloop.service;

import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Apps by what is on their class paths. */
public final class NeedyApps {

  private NeedyApps() {}

  public static App app(Framework framework, String... libraries) {
    List<ClassPathEntry> jars =
        Stream.of(libraries)
            .<ClassPathEntry>map(
                library -> {
                  String[] parts = library.split(":");
                  return new ClassPathEntry.Jar(
                      WorkspacePath.of("lib/" + parts[1] + ".jar"),
                      Path.of(parts[1] + ".jar"),
                      new Coordinates(parts[0], parts[1], "1"),
                      false);
                })
            .toList();
    return new App(
        "shop",
        new Coordinates("com.example", "shop", "1"),
        "",
        "com.example.Main",
        List.of(),
        jars,
        17,
        framework,
        8080,
        Optional.empty());
  }
}
