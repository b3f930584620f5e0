package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Maven Central requires of the POM, and what is said of its dependencies. */
class PublishedPomTest {

  private Model pom;

  @BeforeEach
  void read() throws IOException, XmlPullParserException {
    try (Reader reader = Files.newBufferedReader(Path.of("pom.xml"))) {
      pom = new MavenXpp3Reader().read(reader);
    }
  }

  @Test
  void hasTheMetadataThatMavenCentralRequires() {
    assertThat(pom.getName()).isNotBlank();
    assertThat(pom.getDescription()).isNotBlank();
    assertThat(pom.getUrl()).startsWith("https://");
    assertThat(pom.getLicenses()).isNotEmpty().allMatch(it -> it.getUrl().startsWith("https://"));
    assertThat(pom.getDevelopers()).isNotEmpty().allMatch(it -> !it.getName().isBlank());
    assertThat(pom.getScm().getConnection()).startsWith("scm:git:");
    assertThat(pom.getScm().getDeveloperConnection()).startsWith("scm:git:");
    assertThat(pom.getScm().getUrl()).startsWith("https://");
  }

  @Test
  void aReleaseHasSourcesJavadocSignaturesAndABillOfMaterials() {
    Profile release =
        pom.getProfiles().stream()
            .filter(profile -> profile.getId().equals("release"))
            .findFirst()
            .orElseThrow();

    assertThat(release.getBuild().getPlugins())
        .extracting(plugin -> plugin.getArtifactId())
        .contains(
            "maven-source-plugin",
            "maven-javadoc-plugin",
            "maven-gpg-plugin",
            "cyclonedx-maven-plugin");
  }

  @Test
  void whatIsSaidOfVulnerabilitiesNamesTheVersionsThatThePluginHas() throws IOException {
    JsonNode vex =
        JsonMapper.shared()
            .readTree(Files.readString(Path.of("src/vex/dev-maven-plugin.openvex.json")));
    List<String> classPath = List.of(System.getProperty("java.class.path").split(":"));
    Set<String> jars = new HashSet<>();
    classPath.forEach(path -> jars.add(Path.of(path).getFileName().toString()));

    for (JsonNode statement : vex.get("statements")) {
      String name = statement.at("/products/0/subcomponents/0/@id").asString();
      String jar = name.substring(name.lastIndexOf('/') + 1).replace('@', '-') + ".jar";
      assertThat(jars).as(statement.at("/vulnerability/name").asString()).contains(jar);
    }
  }
}
