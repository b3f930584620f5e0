package dev.innerloop.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.plan.ReleaseManifests;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses of the other apps of a build: stock, stock-keeper and cleaner. */
class PeersTest {

  private static final List<App> OTHERS =
      List.of(
          Apps.app("stock", 8081, Optional.empty()),
          Apps.app("stock-keeper", 9090, Optional.empty()),
          Apps.app("cleaner", 0, Optional.empty()));

  @TempDir Path project;

  private SampleModule shop;

  @BeforeEach
  void layOut() throws IOException {
    shop = new SampleModule(project, "shop");
  }

  @Test
  void anAppThatNamesNoneHasNoneInItsManifestsAndAllInDevMode() throws IOException {
    compile("static String name() { return \"shop\"; }");

    ContainerSettings container = container(shop.app());

    assertThat(container.peers()).isEmpty();
    assertThat(container.unusedPeers())
        .isEqualTo(
            Map.of(
                "STOCK_URL", "http://stock:8081", "STOCK_KEEPER_URL", "http://stock-keeper:9090"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static String url() { return System.getenv(\"STOCK_URL\"); }",
        "static String url() { return System.getProperty(\"stock.url\"); }",
        "static String url(String path) { return \"http://${stock-url}/\" + path; }",
        "static final String NAME = \"STOCK_URL\";",
        "@Value(\"${stock.url:}\") String url; @interface Value { String value(); }",
        "void url(@Value(\"${stock.url}\") String url) {} @interface Value { String value(); }",
        "@Named(all = @Value(\"stock\")) String url;"
            + " @interface Value { String value(); } @interface Named { Value[] all(); }",
        "@interface Value { String value() default \"${stock.url}\"; }",
        "record Clients(Stock stock) {} record Stock(String url) {}",
        "interface Clients { Stock stock(); } interface Stock { String url(); }",
      })
  void aVariableIsUsedInAnyForm(String member) throws IOException {
    compile(member);

    assertThat(used(shop.app())).containsExactly("STOCK_URL");
  }

  @ParameterizedTest
  @CsvSource({
    "application.properties, stock.url=http://localhost:8081",
    "application.yml,        'stock:\n  url: http://localhost:8081'",
    "templates/page.html,    <a th:href=\"${@environment.getProperty('stock.url')}\">",
    "META-INF/services/List, ${STOCK_URL}",
  })
  void resourcesUseThemToo(String name, String content) throws IOException {
    shop.resource(name, content);

    assertThat(used(shop.app())).containsExactly("STOCK_URL");
  }

  @Test
  void ofANameWithSeveralWordsAllCount() throws IOException {
    shop.resource("application.yml", "stock:\n  name: main\n  keeper:\n    url: unknown");

    assertThat(used(shop.app())).containsExactlyInAnyOrder("STOCK_URL", "STOCK_KEEPER_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static String url(String app) { return System.getenv(app + \"_URL\"); }",
        "static String url(String app) { return System.getenv(String.format(\"%s_URL\", app)); }",
        "static String url(String app) { return System.getProperty(app + \".url\"); }",
        "static void print() { System.getenv().forEach((name, value) -> {}); }",
      })
  void anAppThatComputesNamesMayUseAll(String member) throws IOException {
    compile(member);

    assertThat(used(shop.app())).containsExactlyInAnyOrder("STOCK_URL", "STOCK_KEEPER_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static String port() { return System.getenv(\"PORT\"); }",
        "static String column() { return \"select image_url from product where url = ?\"; }",
        "static Object client() { return new org.stock.Client(); }",
      })
  void othersUseNone(String member) throws IOException {
    shop.source("org/stock/Client.java", "package org.stock; public class Client {}");
    compile(member);

    assertThat(used(shop.app())).isEmpty();
  }

  @Test
  void aClassThatCannotBeReadUsesWhatItContains() throws IOException {
    shop.resource("Newer.class", "\u00ca\u00fe\u00ba\u00be STOCK_URL");

    assertThat(used(shop.app())).containsExactly("STOCK_URL");
  }

  @Test
  void librariesOfTheBuildUseThemAndThoseOfOthersDoNot() throws IOException {
    assertThat(used(shop.app(jar("com.example.clients", "stock.url=x"))))
        .containsExactly("STOCK_URL");
    assertThat(used(shop.app(jar("com.example", "stock.url=x")))).containsExactly("STOCK_URL");
    assertThat(used(shop.app(jar("com.examples", "stock.url=x")))).isEmpty();
  }

  @Test
  void settingsUseThem() throws IOException {
    ContainerSettings none = WorkloadSettings.NONE.container();
    AppRequest variable =
        TestRequest.of(shop.app())
            .in(project)
            .container(
                new ContainerSettings(
                    none.resources(),
                    Map.of("ITEMS", "$(STOCK_URL)/items"),
                    List.of(),
                    List.of(),
                    none.probes()))
            .build();
    AppRequest option =
        TestRequest.of(shop.app()).in(project).jvmOptions(List.of("-Dbase=${STOCK_URL}")).build();
    SampleModule.write(
        project.resolve("src/main/kubernetes/deployment.yml"), "value: $(STOCK_KEEPER_URL)");
    AppRequest fragment = TestRequest.of(shop.app()).in(project).build();

    assertThat(used(variable)).contains("STOCK_URL");
    assertThat(used(option)).contains("STOCK_URL");
    assertThat(used(fragment)).containsExactlyInAnyOrder("STOCK_URL", "STOCK_KEEPER_URL");
  }

  @Test
  void anotherAppOfTheBuildReplacesPodsOfThoseThatUseItAlone() throws IOException {
    compile("static String url() { return System.getenv(\"STOCK_URL\"); }");
    Resources alone = manifests(List.of());
    Resources withKeeper = manifests(List.of(OTHERS.get(1)));
    Resources withStock = manifests(List.of(OTHERS.get(0)));

    assertThat(withKeeper.hasPodsOf(alone)).isTrue();
    assertThat(withStock.hasPodsOf(alone)).isFalse();
    assertThat(manifests(OTHERS).hasPodsOf(withStock)).isTrue();
  }

  private Resources manifests(List<App> others) {
    return new ReleaseManifests(
            new Peers(others).addTo(TestRequest.of(shop.app()).in(project).build()),
            false,
            ClusterObjects.UNKNOWN)
        .of(new ManifestRequest.Image("shop:1", false));
  }

  /** A save must not change the pod template: the JVM of the session has all of them anyway. */
  @Test
  void whatIsUsedIsDecidedOnce() throws IOException {
    compile("");
    Peers peers = new Peers(OTHERS);
    AppRequest request = TestRequest.of(shop.app()).in(project).build();
    ContainerSettings before = peers.addTo(request).workload().container();

    compile("static String url() { return System.getenv(\"STOCK_URL\"); }");

    assertThat(peers.addTo(request).workload().container()).isEqualTo(before);
  }

  private void compile(String member) throws IOException {
    shop.source("Main.java", "public class Main { " + member + " }");
    shop.compileInPlace();
  }

  private ClassPathEntry jar(String group, String properties) throws IOException {
    Path file = Files.createTempFile(project, "clients", ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream jar = new ZipOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("clients.properties"));
      jar.write(properties.getBytes());
      jar.putNextEntry(new ZipEntry("META-INF/maven/com.example/stock-keeper/pom.properties"));
      jar.write("artifactId=stock-keeper".getBytes());
    }
    return new ClassPathEntry.Jar(
        WorkspacePath.of("libs/clients.jar"), file, new Coordinates(group, "clients", "1"), false);
  }

  private Set<String> used(App app) {
    return container(app).peers().keySet();
  }

  private static Set<String> used(AppRequest request) {
    return new Peers(OTHERS).addTo(request).workload().container().peers().keySet();
  }

  private ContainerSettings container(App app) {
    return new Peers(OTHERS).addTo(TestRequest.of(app).in(project).build()).workload().container();
  }
}
