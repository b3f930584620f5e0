package dev.innerloop.image.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageLayer.Entry;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The executable jar of Spring Boot, unpacked, with its own layers and loader. */
record BootLayout(Packaging.BootJar boot, App app) {

  private static final String APPLICATION = "application";

  Layout layout(List<String> command) {
    Path file = boot.jar();
    if (!Files.exists(file)) {
      throw unpackaged(file + " does not exist");
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String classes = attributes.getValue("Spring-Boot-Classes");
      String launcher = attributes.getValue(Attributes.Name.MAIN_CLASS);
      if (classes == null || launcher == null) {
        throw unpackaged(file + " was not created by Spring Boot's repackage goal");
      }
      UpToDateCheck.of(app)
          .require(
              "The jar",
              path ->
                  Optional.ofNullable(jar.getEntry(classes + path))
                      .map(entry -> new Source.Packed(file, entry.getName())));
      return Layout.started(
          layers(jar, index(jar, attributes)), command, "-cp", AppImage.ROOT, launcher);
    } catch (IOException e) {
      throw new Problem(
          file + " cannot be read: " + e.getMessage(),
          "Package it again: mvn package dev:image",
          e);
    }
  }

  /** Maps path prefixes to layers, as in the layer index. */
  private static Map<String, String> index(JarFile jar, Attributes attributes) throws IOException {
    Map<String, String> layers = new LinkedHashMap<>();
    String name = attributes.getValue("Spring-Boot-Layers-Index");
    JarEntry index = name == null ? null : jar.getJarEntry(name);
    if (index != null) {
      String layer = APPLICATION;
      String text = new String(jar.getInputStream(index).readAllBytes(), UTF_8);
      for (String line : text.lines().toList()) {
        String value = line.replaceFirst("^ *- *\"", "").replaceFirst("\":? *$", "");
        if (line.startsWith("- ")) {
          layer = value;
        } else if (!value.isBlank()) {
          layers.put(value, layer);
        }
      }
    }
    return layers;
  }

  private List<ImageLayer> layers(JarFile jar, Map<String, String> index) {
    Map<String, List<Entry>> layers = new LinkedHashMap<>();
    index.values().forEach(layer -> layers.put(layer, new ArrayList<>()));
    for (JarEntry entry : jar.stream().toList()) {
      if (!entry.isDirectory()) {
        layers
            .computeIfAbsent(layer(entry.getName(), index), layer -> new ArrayList<>())
            .add(
                new Entry(
                    AppImage.ROOT + "/" + entry.getName(),
                    new Source.Packed(boot.jar(), entry.getName())));
      }
    }
    return layers.entrySet().stream()
        .map(layer -> new ImageLayer(layer.getKey(), layer.getValue()))
        .toList();
  }

  private static String layer(String path, Map<String, String> index) {
    return index.entrySet().stream()
        .filter(
            known ->
                known.getKey().endsWith("/")
                    ? path.startsWith(known.getKey())
                    : path.equals(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(APPLICATION);
  }

  private Problem unpackaged(String why) {
    return new Problem(
        app.name() + " is configured as " + boot.description() + ", but " + why,
        "Package it first: mvn package dev:image\n"
            + "or use its class path: -Ddev.packaging=classpath");
  }
}
