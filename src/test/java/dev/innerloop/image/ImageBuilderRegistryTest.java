package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.innerloop.image.base.ImageFolders;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.layer.ImageRequest;
import dev.innerloop.image.layout.AppImage;
import dev.innerloop.image.layout.Contents;
import dev.innerloop.image.name.ImageTarget;
import dev.innerloop.image.name.Naming;
import dev.innerloop.image.registry.Logins;
import dev.innerloop.image.registry.Mirror;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.image.registry.TestRegistry;
import dev.innerloop.image.transport.Login;
import dev.innerloop.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImageBuilderRegistryTest {

  @TempDir static Path shared;
  static TestRegistry registry;
  static TestRegistry guarded;
  static String base;

  @TempDir Path folder;
  final RecordingListener listener = new RecordingListener();
  ImageTarget target;
  TestApp project;

  @BeforeAll
  static void startRegistriesOverOneStorage() throws Exception {
    registry = TestRegistry.anonymous(shared);
    guarded = TestRegistry.withBasicAuth(shared);
    base = registry.host() + "/base/jre:17";
    Path java = Files.writeString(shared.resolve("java"), "not really");
    Jib.fromScratch()
        .setPlatforms(Set.of(new Platform("amd64", "linux"), new Platform("arm64", "linux")))
        .setEnvironment(
            new TreeMap<>(Map.of("JAVA_HOME", "/opt/java/", "PATH", "/opt/java/bin:/bin")))
        .addFileEntriesLayer(
            FileEntriesLayer.builder()
                .setName("java")
                .addEntry(
                    java,
                    AbsoluteUnixPath.get("/opt/java/bin/java"),
                    FilePermissions.fromOctalString("755"))
                .build())
        .containerize(
            Containerizer.to(RegistryImage.named(base))
                .setBaseImageLayersCache(shared.resolve("jib-base"))
                .setApplicationLayersCache(shared.resolve("jib-app"))
                .setAllowInsecureRegistries(true));
  }

  @AfterAll
  static void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
    if (guarded != null) {
      guarded.close();
    }
  }

  @BeforeEach
  void writeProject(TestInfo test) throws Exception {
    String name = ImageTarget.repositoryName(test.getTestMethod().orElseThrow().getName());
    target = ImageTarget.in(registry.host(), Optional.of("registry.cluster:5000"), name);
    project = TestApp.in(folder.resolve("project"));
  }

  @Test
  void pushesLayersByRateOfChangeThatEverybodyMayRead() throws Exception {
    BuiltImage built = push(project);

    assertThat(built.repository()).isEqualTo("registry.cluster:5000/" + repository());
    assertThat(built.tag()).matches("dev-[0-9a-f]{12}");
    assertThat(built.digest()).isEqualTo(registry.digest(repository(), built.tag()));
    assertThat(built.java()).contains("/opt/java/bin/java");
    JsonNode manifest = registry.manifest(repository(), built.tag());
    assertThat(manifest.path("mediaType").asString())
        .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    List<List<String>> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(files(registry.blob(repository(), layer.path("digest").asString())));
    }
    assertThat(layers.subList(1, layers.size()))
        .containsExactly(
            List.of("app/ 755 0:0", "app/lib/ 755 0:0", "app/lib/lib-1.0.jar 644 0:0 lib"),
            List.of("app/ 755 0:0", "app/lib/ 755 0:0", "app/lib/next-2-SNAPSHOT.jar 644 0:0 next"),
            List.of(
                "app/ 755 0:0",
                "app/modules/ 755 0:0",
                "app/modules/model/ 755 0:0",
                "app/modules/model/model/ 755 0:0",
                "app/modules/model/model/Item.class 644 0:0 item"),
            List.of(
                "app/ 755 0:0",
                "app/classes/ 755 0:0",
                "app/classes/messages.properties 644 0:0 hello=Hello",
                "app/classpath 644 0:0 \"/app/classes:/app/modules/model"
                    + ":/app/lib/lib-1.0.jar:/app/lib/next-2-SNAPSHOT.jar\""),
            List.of(
                "app/ 755 0:0",
                "app/classes/ 755 0:0",
                "app/classes/shop/ 755 0:0",
                "app/classes/shop/Main.class 644 0:0 main"));
  }

  @Test
  void configuresTheContainerFromTheAppAndItsBase() throws Exception {
    BuiltImage built = push(project);

    JsonNode config = registry.config(repository(), built.tag());
    assertThat(config)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"created": "1970-01-01T00:00:00Z", "architecture": "amd64", "os": "linux",
                     "config": {
                       "Env": ["JAVA_HOME=/opt/java/", "PATH=/opt/java/bin:/bin"],
                       "Entrypoint": ["/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-cp", "@/app/classpath", "shop.Main"],
                       "ExposedPorts": {"8080/tcp": {}},
                       "User": "65532:65532",
                       "Volumes": {},
                       "Labels": {
                         "org.opencontainers.image.base.digest": "%s",
                         "org.opencontainers.image.base.name": "%s",
                         "org.opencontainers.image.description": "Sells things",
                         "org.opencontainers.image.title": "shop",
                         "org.opencontainers.image.vendor": "com.example",
                         "org.opencontainers.image.version": "1.2"}},
                     "rootfs": %s, "history": %s}
                    """
                        .formatted(
                            inspector(anonymous(), "amd64").inspect(base).digest(),
                            base,
                            config.path("rootfs"),
                            config.path("history"))));
    assertThat(config.path("rootfs").path("diff_ids")).hasSize(6);
    assertThat(config.path("history")).hasSize(6);
    assertThat(config.path("history").get(5).path("comment").asString()).isEqualTo("classes");
  }

  @Test
  void newContentOfTheSameTimeAndSizeIsANewImage() throws Exception {
    FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(project.write("shop/target/classes/shop/Main.class", "one"), time);
    BuiltImage one = push(project);
    Files.setLastModifiedTime(project.write("shop/target/classes/shop/Main.class", "two"), time);
    BuiltImage two = push(project);

    assertThat(two.digest()).isNotEqualTo(one.digest());
    assertThat(two.tag()).isNotEqualTo(one.tag());
    assertThat(lastLayer(two)).endsWith("app/classes/shop/Main.class 644 0:0 two");
  }

  @Test
  void pushesNothingWhenTheRegistryHasTheContent() throws Exception {
    BuiltImage first = push(project);
    listener.told.clear();
    project.write("shop/target/classes/shop/Main.class", "main");
    BuiltImage second = push(project);

    assertThat(first.unchanged()).isFalse();
    assertThat(second.unchanged()).isTrue();
    assertThat(second.reference()).isEqualTo(first.reference());
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(listener.told).containsExactly("unchanged " + target.push() + ":" + first.tag());
  }

  @Test
  void sendsOnlyTheLayerThatChangedAndMountsTheBase() throws Exception {
    push(project);
    assertThat(listener.told)
        .contains("sent dependencies", "sent classes")
        .doesNotContain("pulling base", "sent base");
    listener.told.clear();
    project.write("shop/target/classes/shop/Main.class", "changed");
    push(project);

    assertThat(listener.told)
        .containsExactlyInAnyOrder(
            "building classes of 1",
            "sent classes",
            "sent configuration",
            listener.told.get(listener.told.size() - 1))
        .last()
        .asString()
        .startsWith("pushed " + target.push() + ":dev-");
  }

  @Test
  void sameInputIsTheSameImageInOtherFoldersAndAtOtherTimes() throws Exception {
    BuiltImage here =
        builder(folder.resolve("w1"))
            .toLayout(request(project), Naming.none(), folder.resolve("o1"));
    TestApp other = TestApp.in(folder.resolve("other"));
    Files.setLastModifiedTime(
        other.write("shop/target/classes/shop/Main.class", "main"),
        FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    BuiltImage there =
        builder(folder.resolve("w2")).toLayout(request(other), Naming.none(), folder.resolve("o2"));

    assertThat(there).isEqualTo(here);
  }

  @Test
  void pushesExactlyTheLayoutOnDisk() throws Exception {
    Path out = folder.resolve("target/dev");
    BuiltImage laidOut =
        builder(folder.resolve("w1")).toLayout(request(project), Naming.none(), out);
    project.write("shop/target/classes/shop/Main.class", "changed after the image was built");
    BuiltImage pushed = builder(folder.resolve("w2")).pushLayout(out, Naming.of(target), List.of());

    assertThat(laidOut.reference()).isEqualTo("shop:" + laidOut.tag());
    assertThat(pushed.digest()).isEqualTo(laidOut.digest());
    assertThat(registry.digest(repository(), pushed.tag())).isEqualTo(laidOut.digest());
    assertThat(lastLayer(pushed)).endsWith("app/classes/shop/Main.class 644 0:0 main");
    assertThat(new JsonMapper().readTree(Files.readString(out.resolve("image.json"))))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"reference": "%1$s:%2$s", "repository": "%1$s", "tag": "%2$s",
                     "tags": ["%2$s"], "contentTag": "%2$s", "digest": "%3$s",
                     "entrypoint": ["/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-cp", "@/app/classpath", "shop.Main"],
                     "user": "65532:65532", "java": "/opt/java/bin/java",
                     "base": "%4$s", "architectures": ["amd64"], "pushed": true}
                    """
                        .formatted(
                            pushed.repository(), pushed.tag(), pushed.digest(), pushed.base())));
    assertThat(
            builder(folder.resolve("w2")).pushLayout(out, Naming.of(target), List.of()).unchanged())
        .isTrue();
  }

  @Test
  void mountsTheBaseOfALayoutInsteadOfSendingIt() {
    Path out = folder.resolve("target/dev");
    builder(folder.resolve("w1")).toLayout(request(project), Naming.none(), out);
    listener.told.clear();
    builder(folder.resolve("w2")).pushLayout(out, Naming.of(target), List.of());

    assertThat(listener.told)
        .contains("sent layer 2", "sent layer 6", "sent configuration")
        .doesNotContain("sent layer 1");
  }

  @Test
  void readsABaseFromTheMirrorAndThenFromTheDisk() {
    String reference = base.replace(registry.host(), "registry.invalid");
    RegistryAccess mirrored =
        new RegistryAccess(
            false,
            Optional.empty(),
            List.of(Mirror.parse("registry.invalid=" + registry.host())),
            Optional.empty(),
            false,
            false);
    List<ImageRequest> request = request(registries(mirrored), project, reference);
    builder(registries(mirrored), folder.resolve("work"))
        .toLayout(request, Naming.none(), folder.resolve("first"));
    assertThat(listener.told).contains("pulling base");
    listener.told.clear();
    Registries unreachable = registries(RegistryAccess.DEFAULT);
    BuiltImage again =
        builder(unreachable, folder.resolve("work"))
            .toLayout(
                request(unreachable, project, reference), Naming.none(), folder.resolve("second"));

    assertThat(again.digest()).startsWith("sha256:");
    assertThat(listener.told).as("asked of registries, packed, or downloaded").isEmpty();
  }

  @Test
  void buildsOfflineWhatItCouldBuildBefore() {
    String reference = base.replace(registry.host(), "registry.invalid");
    BuiltImage online = build(mirrored(false, false), reference);
    listener.told.clear();

    BuiltImage offline = build(mirrored(true, false), reference);

    assertThat(offline.digest()).isEqualTo(online.digest());
    assertThat(listener.told).as("asked, packed, or downloaded").isEmpty();
  }

  @Test
  void asksAgainForWhatIsKnownWhereTheUserWantsUpdates() {
    String reference = base.replace(registry.host(), "registry.invalid");
    build(mirrored(false, false), reference);
    listener.told.clear();

    build(mirrored(false, true), reference);

    assertThat(listener.told).isNotEmpty().containsOnly("reading " + reference);
  }

  @Test
  void saysHowToForgetABaseWhoseLayersAreGone(@TempDir Path other) throws Exception {
    copyWithoutLayers(shared, other);
    try (TestRegistry lacking = TestRegistry.anonymous(other)) {
      String reference = base.replace(registry.host(), lacking.host());

      assertThatThrownBy(() -> build(RegistryAccess.DEFAULT, reference))
          .hasMessageMatching(
              "Cannot pull "
                  + reference
                  + ": it was read before, and its registry does not have its layer"
                  + " sha256:[0-9a-f]{64} any more")
          .extracting(problem -> ((Problem) problem).remedy())
          .isEqualTo("Ask anew what the tag names:\n-U");
    }
  }

  private static void copyWithoutLayers(Path from, Path to) throws IOException {
    Path storage = from.resolve("storage");
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!isCompressed(file)) {
          Path copy = to.resolve("storage").resolve(storage.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private BuiltImage build(RegistryAccess access, String reference) {
    return builder(registries(access), folder.resolve("work"))
        .toLayout(
            request(registries(access), project, reference),
            Naming.none(),
            folder.resolve("target/dev"));
  }

  private static RegistryAccess mirrored(boolean offline, boolean refresh) {
    return new RegistryAccess(
        false,
        Optional.empty(),
        List.of(Mirror.parse("registry.invalid=" + registry.host())),
        Optional.empty(),
        offline,
        refresh);
  }

  @Test
  void buildsOfflineOnWhatIsThereAndSaysWhatIsNot() {
    RegistryAccess offline =
        new RegistryAccess(false, Optional.empty(), List.of(), Optional.empty(), true, false);
    assertProblem(
        () -> inspector(registries(offline), "amd64").inspect("registry.invalid/base/jre:17"),
        "Cannot pull registry.invalid/base/jre:17: Maven is offline,"
            + " and it was not used on this machine before",
        "Type the command once without -o.");
  }

  @Test
  void knowsWhetherALayoutWasPushedSinceItWasBuilt() {
    Path out = folder.resolve("target/dev");
    ImageBuilder builder = builder(folder.resolve("w1"));
    assertThat(builder.pushedFrom(out)).isEmpty();
    builder.toLayout(request(project), Naming.none(), out);
    assertThat(builder.pushedFrom(out)).isEmpty();

    BuiltImage pushed = builder.pushLayout(out, Naming.of(target), List.of());
    assertThat(builder.pushedFrom(out).map(BuiltImage::pinned)).contains(pushed.pinned());

    builder.toLayout(request(project), Naming.none(), out);
    assertThat(builder.pushedFrom(out)).isEmpty();
    assertThat(builder.inLayout(out)).isPresent();
  }

  @Test
  void aLayoutOfTheSameContentIsLeftAsItIsUnlessSomethingOfItIsGone() throws Exception {
    Path out = folder.resolve("target/dev");
    ImageBuilder builder = builder(folder.resolve("w1"));
    BuiltImage first = builder.toLayout(request(project), Naming.none(), out);
    Path index = out.resolve("image/index.json");
    FileTime before = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
    Files.setLastModifiedTime(index, before);
    assertThat(builder.toLayout(request(project), Naming.none(), out)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(index)).isEqualTo(before);

    List<Path> blobs;
    try (var all = Files.list(out.resolve("image/blobs/sha256"))) {
      blobs = all.toList();
    }
    for (Path blob : blobs) {
      Files.delete(blob);
      assertThat(builder.toLayout(request(project), Naming.none(), out)).isEqualTo(first);
      assertThat(blob).exists();
    }
    Files.writeString(index, "{}");
    assertThat(builder.toLayout(request(project), Naming.none(), out)).isEqualTo(first);
    assertThat(index).content().contains(first.digest());
  }

  @Test
  void aNewLayoutLeavesNothingOfTheOldOne() throws Exception {
    Path out = folder.resolve("target/dev");
    ImageBuilder builder = builder(folder.resolve("w1"));
    builder.toLayout(request(project), Naming.none(), out);
    project.write("shop/target/classes/shop/Main.class", "changed");
    BuiltImage built = builder.toLayout(request(project), Naming.none(), out);

    assertThat(Files.readString(out.resolve("image/oci-layout")))
        .isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
    JsonNode index = new JsonMapper().readTree(Files.readString(out.resolve("image/index.json")));
    assertThat(index.path("manifests")).hasSize(1);
    assertThat(index.at("/manifests/0/digest").asString()).isEqualTo(built.digest());
    assertThat(out.resolve("image/blobs/sha256"))
        .isDirectoryContaining(file -> built.digest().equals("sha256:" + file.getFileName()));
    try (var blobs = Files.list(out.resolve("image/blobs/sha256"))) {
      assertThat(blobs).as("base, five layers, configuration, manifest").hasSize(8);
    }
  }

  @Test
  void logsInToBothRegistriesWithWhatMavenKnows() throws Exception {
    base = base.replace(registry.host(), guarded.host());
    target = ImageTarget.in(guarded.host(), Optional.empty(), "guarded");
    Registries registries =
        registries(host -> Optional.of(new Login("dev", "secret")), folder.resolve("home"));
    try {
      BuiltImage built = push(registries, project);
      assertThat(registry.digest("guarded", built.tag())).isEqualTo(built.digest());
    } finally {
      base = base.replace(guarded.host(), registry.host());
    }
  }

  @Test
  void logsInWithWhatDockerLoginLeft() throws Exception {
    target = ImageTarget.in(guarded.host(), Optional.empty(), "docker-login");
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(
        home.resolve(".docker/config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
            .formatted(
                guarded.host(), Base64.getEncoder().encodeToString("dev:secret".getBytes())));

    BuiltImage built = push(registries(Logins.NONE, home), project);

    assertThat(registry.digest("docker-login", built.tag())).isEqualTo(built.digest());
  }

  @Test
  void saysHowToLogInWhereALoginIsMissingOrWrong() {
    target = ImageTarget.in(guarded.host(), Optional.empty(), "shop");
    for (Logins logins :
        List.<Logins>of(Logins.NONE, host -> Optional.of(new Login("dev", "wrong")))) {
      assertProblem(
          () -> push(registries(logins, folder.resolve("home")), project),
          "Cannot push "
              + guarded.host()
              + "/shop:TAG: "
              + guarded.host()
              + " wants another login (401)",
          "Log in, then try again:\ndocker login " + guarded.host());
    }
  }

  @Test
  void saysThatThereIsNoSuchBase() {
    ImageInspector inspector = inspector(anonymous(), "amd64");
    assertProblem(
        () -> inspector.inspect(registry.host() + "/base/jre:99"),
        "Cannot pull "
            + registry.host()
            + "/base/jre:99: "
            + registry.host()
            + " has no base/jre 99 (404)",
        "Check the name:\n-Ddev.baseImage=");
  }

  @Test
  void saysAtOnceThatNobodyListens() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    target = ImageTarget.in("localhost:" + free, Optional.empty(), "shop");
    long before = System.nanoTime();
    assertProblem(
        () -> push(project),
        "Cannot push localhost:" + free + "/shop:TAG: nothing listens at localhost:" + free,
        "Start the registry, or name another one. Check the name:\n-Ddev.registry=");
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
  }

  @Test
  void saysAtOnceThatThereIsNoSuchHost() {
    target = ImageTarget.in("registry.invalid", Optional.empty(), "shop");
    assertProblem(
        () -> push(project),
        "Cannot push registry.invalid/shop:TAG: there is no host registry.invalid",
        "Check the name:\n-Ddev.registry=");
  }

  @Test
  void readsThePlatformThatTheNodesAre() {
    InspectedImage amd = inspector(anonymous(), "amd64").inspect(base);
    InspectedImage arm = inspector(anonymous(), "arm64").inspect(base);

    assertThat(amd.architecture()).isEqualTo("amd64");
    assertThat(arm.architecture()).isEqualTo("arm64");
    assertThat(arm.digest()).as("of what names both").isEqualTo(amd.digest());
    assertThat(amd.environment()).containsEntry("JAVA_HOME", "/opt/java/");
    assertThat(amd.user()).isEmpty();
    assertProblem(
        () -> inspector(anonymous(), "s390x").inspect(base),
        base + " is made for linux/amd64, linux/arm64, not for linux/s390x, which the nodes are",
        "Take a base image that is:\n-Ddev.baseImage=eclipse-temurin:17-jre");
  }

  @Test
  void saysThatNothingWasBuiltYet() {
    assertProblem(
        () -> builder(folder.resolve("w")).pushLayout(folder, Naming.of(target), List.of()),
        "There is no image in " + folder + " yet",
        "Build one first: dev:image");
  }

  private void assertProblem(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String what, String remedy) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.getMessage().replaceAll("dev-[0-9a-f]{12}", "TAG"))
                  .isEqualTo(what);
              assertThat(problem.remedy()).isEqualTo(remedy);
            });
  }

  private String repository() {
    return target.push().substring(target.push().indexOf('/') + 1);
  }

  private List<String> lastLayer(BuiltImage built) throws Exception {
    JsonNode layers = registry.manifest(repository(), built.tag()).path("layers");
    return files(
        registry.blob(repository(), layers.get(layers.size() - 1).path("digest").asString()));
  }

  private static List<String> files(byte[] layer) throws IOException {
    List<String> files = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        String content = e.isDirectory() ? "" : " " + new String(tar.readAllBytes());
        files.add(
            "%s %o %d:%d%s"
                .formatted(
                    e.getName(),
                    e.getMode() & 0777,
                    e.getLongUserId(),
                    e.getLongGroupId(),
                    content));
      }
    }
    return files;
  }

  private BuiltImage push(TestApp app) {
    return push(anonymous(), app);
  }

  private BuiltImage push(Registries registries, TestApp app) {
    return builder(registries, folder.resolve("work"))
        .toRegistry(request(registries, app), Naming.of(target));
  }

  private List<ImageRequest> request(TestApp app) {
    return request(anonymous(), app);
  }

  private List<ImageRequest> request(Registries registries, TestApp app) {
    InspectedImage image =
        new ImageInspector(
                registries, List.of("amd64"), folders(folder.resolve("w")), ImageListener.NONE)
            .inspect(base);
    return List.of(AppImage.of(Contents.of(app.app(17)), image, Optional.empty()));
  }

  private Registries registries(RegistryAccess access) {
    return new Registries(Logins.NONE, access, Map.of(), folder.resolve("home"));
  }

  private List<ImageRequest> request(Registries registries, TestApp app, String reference) {
    InspectedImage image = inspector(registries, "amd64").inspect(reference);
    return List.of(AppImage.of(Contents.of(app.app(17)), image, Optional.empty()));
  }

  private ImageFolders folders(Path work) {
    return new ImageFolders(work, folder.resolve("cache"));
  }

  private Registries anonymous() {
    return registries(Logins.NONE, folder.resolve("home"));
  }

  private static Registries registries(Logins logins, Path home) {
    return new Registries(logins, RegistryAccess.DEFAULT, Map.of(), home);
  }

  private ImageInspector inspector(Registries registries, String architecture) {
    return new ImageInspector(
        registries, List.of(architecture), folders(folder.resolve("w")), listener);
  }

  private ImageBuilder builder(Path work) {
    return builder(anonymous(), work);
  }

  private ImageBuilder builder(Registries registries, Path work) {
    return new ImageBuilder(
        registries,
        inspector(registries, "amd64"),
        new ImageFolders(work, folder.resolve("cache")),
        listener);
  }
}
