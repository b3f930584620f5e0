package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.PodSettings.Account;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** As whom the pods act in the cluster. */
public final class AccountParameter {

  /** The name of a ServiceAccount that is there. Without it: one is made, of the app's name. */
  @Parameter private @Nullable String name;

  /** Annotations of the one that is made, as cloud providers want them. */
  @Parameter private @Nullable Properties annotations;

  /** Whether the app gets its token, to call the Kubernetes API. */
  @Parameter(defaultValue = "false")
  private boolean token;

  public Account settings() {
    return new Account(
        Written.in("serviceAccount", "name", name).map(Given::name),
        Given.annotations("serviceAccount.annotations", Written.sorted(annotations)),
        token);
  }
}
