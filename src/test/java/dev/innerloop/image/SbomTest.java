package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.metadata.Licenses;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Path;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SbomTest {

  private static final String BASE = "registry.example.com:5000/base/jre:17@sha256:0a1b";
  private static final Licenses LICENSES =
      jar ->
          jar.endsWith("lib-1.0.jar") ? List.of("Apache-2.0", "The Licence of Others") : List.of();

  @TempDir Path folder;
  TestApp project;

  @BeforeEach
  void write() throws Exception {
    project = TestApp.in(folder);
  }

  @Test
  void isValidByTheSchemaOfCycloneDx() throws Exception {
    assertThat(new JsonParser().validate(sbom().getBytes(), Version.VERSION_16)).isEmpty();
  }

  @Test
  void theSchemaFindsWhatIsWrong() throws Exception {
    assertThat(
            new JsonParser()
                .validate(
                    sbom().replace("\"library\"", "\"bookshop\"").getBytes(), Version.VERSION_16))
        .isNotEmpty();
  }

  @Test
  void namesTheAppItsBaseItsModulesAndItsDependencies() {
    JsonNode bom = new JsonMapper().readTree(sbom());

    assertThat(bom.at("/metadata/component/purl").asString())
        .isEqualTo("pkg:maven/com.example/shop@1.2");
    assertThat(bom.path("components"))
        .extracting(component -> component.path("purl").asString())
        .containsExactly(
            "pkg:oci/jre@sha256%3A0a1b?repository_url=registry.example.com%3A5000%2Fbase%2Fjre"
                + "&tag=17",
            "pkg:maven/com.example/model@1.2",
            "pkg:maven/org.example/lib@1.0?type=jar",
            "pkg:maven/org.example/next@2-SNAPSHOT?type=jar");
    assertThat(bom.at("/dependencies/0/dependsOn")).hasSize(4);
  }

  @Test
  void saysOfADependencyWhatItIsAndUnderWhichLicenses() {
    assertThat(new JsonMapper().readTree(sbom()).at("/components/2"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"type": "library", "bom-ref": "pkg:maven/org.example/lib@1.0?type=jar",
                     "group": "org.example", "name": "lib", "version": "1.0",
                     "hashes": [{"alg": "SHA-256", "content": "%s"}],
                     "licenses": [{"license": {"id": "Apache-2.0"}},
                                  {"license": {"name": "The Licence of Others"}}],
                     "purl": "pkg:maven/org.example/lib@1.0?type=jar"}
                    """
                        .formatted(ContentHash.of("lib".getBytes()).hex())));
  }

  @Test
  void isTheSameForTheSameMaterialsAndAnotherForOthers() throws Exception {
    String first = sbom();
    assertThat(sbom()).isEqualTo(first);

    project.write("repository/lib-1.0.jar", "another");

    assertThat(serial(sbom())).isNotEqualTo(serial(first));
  }

  @Test
  void tellsArtifactsOfOneNameApart() {
    assertThat(
            PackageUrls.of(
                new ClassPathEntry.Jar(
                    WorkspacePath.of("lib/x"),
                    Path.of("netty-epoll-4.2.1-linux-x86_64.jar"),
                    new Coordinates("io.netty", "netty-epoll", "4.2.1"),
                    false)))
        .isEqualTo("pkg:maven/io.netty/netty-epoll@4.2.1?classifier=linux-x86_64&type=jar");
  }

  private String sbom() {
    return new String(new Sbom(project.app(17), BASE, LICENSES).toJson());
  }

  private static String serial(String bom) {
    return new JsonMapper().readTree(bom).path("serialNumber").asString();
  }
}
