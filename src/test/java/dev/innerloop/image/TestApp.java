package dev.innerloop.image;

import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An app of two modules with two dependencies, in a folder. */
public record TestApp(Path folder) {

  public static TestApp in(Path folder) throws IOException {
    TestApp app = new TestApp(folder);
    app.write("shop/target/classes/shop/Main.class", "main");
    app.write("shop/target/classes/messages.properties", "hello=Hello");
    app.write("model/target/classes/model/Item.class", "item");
    app.write("repository/lib-1.0.jar", "lib");
    app.write("repository/next-2-SNAPSHOT.jar", "next");
    return app;
  }

  public Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  public App app(int release) {
    Module shop = module("shop");
    Module model = module("model");
    return new App(
        "shop",
        shop.coordinates(),
        "Sells things",
        "shop.Main",
        List.of(shop, model),
        List.of(
            new ClassPathEntry.Output(WorkspacePath.of("classes"), shop),
            new ClassPathEntry.Output(WorkspacePath.of("modules/model"), model),
            jar("lib", "1.0", false),
            jar("next", "2-SNAPSHOT", true)),
        release,
        Framework.NONE,
        8080,
        Optional.empty());
  }

  private ClassPathEntry jar(String name, String version, boolean snapshot) {
    String file = name + "-" + version + ".jar";
    return new ClassPathEntry.Jar(
        WorkspacePath.of("lib/" + file),
        folder.resolve("repository").resolve(file),
        new Coordinates("org.example", name, version),
        snapshot);
  }

  private Module module(String name) {
    Path base = folder.resolve(name);
    return new Module(
        new Coordinates("com.example", name, "1.2"),
        base,
        base.resolve("pom.xml"),
        List.of(base.resolve("src/main/java")),
        List.of(),
        base.resolve("target/classes"),
        base.resolve("target/generated-sources/annotations"),
        List.of(),
        new Module.CompilerSettings(List.of(), List.of(), null));
  }
}
