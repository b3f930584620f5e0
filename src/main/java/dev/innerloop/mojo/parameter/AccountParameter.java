package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.manifest.settings.PodSettings.Account;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** ServiceAccount of the pods. */
public final class AccountParameter {

  /** Name of an existing ServiceAccount. Default: one is created with the app's name. */
  @Parameter private @Nullable String name;

  /** Annotations of the created ServiceAccount, for example for cloud identities. */
  @Parameter private @Nullable Properties annotations;

  /** Whether its token is mounted, so that the app can call the Kubernetes API. */
  @Parameter(defaultValue = "false")
  private boolean token;

  public Account settings() {
    return new Account(
        PomValues.in("serviceAccount", "name", name).map(KubernetesText::name),
        KubernetesText.annotations("serviceAccount.annotations", PomValues.sorted(annotations)),
        token);
  }
}
