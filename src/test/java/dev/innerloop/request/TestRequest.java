package dev.innerloop.request;

import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import dev.innerloop.service.ServiceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request for tests: a user who says nothing, but for what the test is about. */
public final class TestRequest {

  private final App app;
  private Path folder = Path.of("nowhere");
  private ImageSettings.Choice delivery = ImageSettings.Choice.AUTO;
  private ImageSettings.Load load = ImageSettings.Load.AUTO;
  private PullSecretChoice pullSecret = new PullSecretChoice.Auto();
  private @Nullable String baseImage;
  private @Nullable String registry;
  private ContentSettings content = ContentSettings.NONE;
  private WorkloadSettings workload = WorkloadSettings.NONE;
  private List<String> services = List.of();

  private TestRequest(App app) {
    this.app = app;
  }

  public static TestRequest of(App app) {
    return new TestRequest(app);
  }

  public static TestRequest of(String app) {
    return of(Apps.app(app, 8080, Optional.empty()));
  }

  /** The folder of the project. */
  public TestRequest in(Path folder) {
    this.folder = folder;
    return this;
  }

  public TestRequest delivery(ImageSettings.Choice delivery) {
    this.delivery = delivery;
    return this;
  }

  public TestRequest load(ImageSettings.Load load) {
    this.load = load;
    return this;
  }

  public TestRequest pullSecret(PullSecretChoice pullSecret) {
    this.pullSecret = pullSecret;
    return this;
  }

  public TestRequest baseImage(String baseImage) {
    this.baseImage = baseImage;
    return this;
  }

  public TestRequest registry(@Nullable String registry) {
    this.registry = registry;
    return this;
  }

  public TestRequest jvmOptions(List<String> options) {
    ContentSettings none = ContentSettings.NONE;
    this.content = new ContentSettings(options, List.of(), List.of(), none.movable(), none.sbom());
    return this;
  }

  public TestRequest kind(WorkloadKind kind, JobSettings job) {
    this.workload = workload(kind, job, workload.container());
    return this;
  }

  public TestRequest container(ContainerSettings container) {
    this.workload = workload(workload.kind(), workload.job(), container);
    return this;
  }

  public TestRequest services(String... services) {
    this.services = List.of(services);
    return this;
  }

  public AppRequest build() {
    return new AppRequest(
        app,
        new ImageSettings(
            delivery,
            null,
            baseImage,
            registry,
            null,
            pullSecret,
            RegistryAccess.DEFAULT,
            null,
            OptionalInt.empty(),
            load,
            Optional.empty(),
            content),
        SessionSettings.NONE,
        workload,
        ProjectManifests.none(folder),
        false,
        services.isEmpty()
            ? ServiceSettings.none(folder)
            : new ServiceSettings(services, Map.of(), folder, folder, name -> Optional.empty()));
  }

  private static WorkloadSettings workload(
      WorkloadKind kind, JobSettings job, ContainerSettings container) {
    WorkloadSettings none = WorkloadSettings.NONE;
    return new WorkloadSettings(
        kind,
        job,
        none.labels(),
        none.annotations(),
        container,
        none.pod(),
        none.network(),
        none.availability());
  }
}
