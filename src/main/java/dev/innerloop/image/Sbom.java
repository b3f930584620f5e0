package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.metadata.Licenses;
import dev.innerloop.project.metadata.SpdxLicenses;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The bill of materials of an image in CycloneDX 1.6 JSON: the app, its class path and its base
 * image. Equal materials give equal bytes.
 */
public final class Sbom {

  /** Media type of the bill of materials. */
  public static final String TYPE = "application/vnd.cyclonedx+json";

  private final App app;
  private final String base;
  private final Licenses licenses;

  /**
   * @param base the reference of the base image, pinned to its digest; empty if unknown
   */
  public Sbom(App app, String base, Licenses licenses) {
    this.app = app;
    this.base = base;
    this.licenses = licenses;
  }

  /**
   * @throws Problem if a dependency cannot be read
   */
  public byte[] toJson() {
    ObjectNode bom = ImageJson.object();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    bom.put("version", 1);
    ObjectNode metadata = bom.putObject("metadata");
    metadata
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "application")
        .put("group", "dev.innerloop")
        .put("name", "dev-maven-plugin");
    String own = PackageUrls.of(app.coordinates());
    ObjectNode subject = component(metadata.putObject("component"), "application", own);
    name(subject, app.coordinates());
    if (!app.info().description().isBlank()) {
      subject.put("description", app.info().description());
    }
    licenses(subject, app.info().licenses());
    subject.put("purl", own);
    ArrayNode components = bom.putArray("components");
    List<String> references = new ArrayList<>();
    if (!base.isEmpty()) {
      references.add(base(components.addObject()));
    }
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Jar jar) {
        references.add(jar(components.addObject(), jar));
      } else if (entry instanceof ClassPathEntry.Output output
          && !output.module().equals(app.module())) {
        references.add(module(components.addObject(), output.module().coordinates()));
      }
    }
    ArrayNode dependencies =
        bom.putArray("dependencies").addObject().put("ref", own).putArray("dependsOn");
    references.forEach(dependencies::add);
    bom.put(
        "serialNumber",
        "urn:uuid:" + UUID.nameUUIDFromBytes(bom.toString().getBytes(UTF_8)).toString());
    return (bom.toPrettyString() + "\n").getBytes(UTF_8);
  }

  private String base(ObjectNode component) {
    String purl = PackageUrls.ofImage(base);
    component(component, "container", purl)
        .put("name", base.substring(0, base.indexOf('@')))
        .put("version", base.substring(base.indexOf('@') + 1))
        .put("purl", purl);
    return purl;
  }

  private String jar(ObjectNode component, ClassPathEntry.Jar jar) {
    String purl = PackageUrls.of(jar);
    name(component(component, "library", purl), jar.coordinates());
    component
        .putArray("hashes")
        .addObject()
        .put("alg", "SHA-256")
        .put("content", hash(jar.file()).hex());
    licenses(component, licenses.of(jar.file()));
    component.put("purl", purl);
    return purl;
  }

  private static String module(ObjectNode component, Coordinates coordinates) {
    String purl = PackageUrls.of(coordinates);
    name(component(component, "library", purl), coordinates);
    component.put("purl", purl);
    return purl;
  }

  private static ObjectNode component(ObjectNode component, String type, String reference) {
    return component.put("type", type).put("bom-ref", reference);
  }

  private static void name(ObjectNode component, Coordinates coordinates) {
    component
        .put("group", coordinates.groupId())
        .put("name", coordinates.artifactId())
        .put("version", coordinates.version());
  }

  private static void licenses(ObjectNode component, List<String> names) {
    if (!names.isEmpty()) {
      ArrayNode all = component.putArray("licenses");
      for (String name : names) {
        all.addObject()
            .putObject("license")
            .put(SpdxLicenses.isIdentifier(name) ? "id" : "name", name);
      }
    }
  }

  private static ContentHash hash(Path file) {
    try {
      return ContentHash.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Problem(
          "The dependency " + file + " cannot be read: " + e.getMessage(),
          "Download it again: mvn -U dev:image",
          e);
    }
  }
}
