package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.api.AdmissionDenial;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains why a namespace could not be created, and what to do. In all cases it does not exist.
 */
final class CreationFailure {

  private static final Pattern PREFIX = Pattern.compile("expected prefix \"?([a-z0-9-]+-)\"?");
  private static final Pattern UNANSWERED = Pattern.compile("failed calling webhook \"([^\"]+)\"");

  private final String name;
  private final Tenancy tenancy;
  private final Optional<String> tenant;
  private final Optional<Identity> identity;

  CreationFailure(
      String name, Tenancy tenancy, Optional<String> tenant, Optional<Identity> identity) {
    this.name = name;
    this.tenancy = tenancy;
    this.tenant = tenant;
    this.identity = identity;
  }

  /** Not for a name that is in use. */
  Optional<Problem> of(KubernetesClientException e) {
    String words = ApiErrors.reason(e);
    Matcher unanswered = UNANSWERED.matcher(words);
    if (unanswered.find()) {
      return Optional.of(unanswered(unanswered.group(1), words, e));
    }
    if (ApiErrors.lacksRight(e)) {
      return Optional.of(notAllowed(words, e));
    }
    Optional<String> denied = AdmissionDenial.of(words).map(AdmissionDenial::words);
    if (denied.isPresent()) {
      return Optional.of(
          new Problem(
              "The cluster does not allow the namespace " + name + ": " + denied.get(),
              remedy(denied.get()),
              e));
    }
    if (e.getCode() == 422) {
      return Optional.of(
          new Problem(
              name + " is not a valid name of a namespace: " + words,
              "Use letters, digits and hyphens: -Ddev.namespace=NAME",
              e));
    }
    return e.getCode() == 403
        ? Optional.of(
            new Problem(
                "The cluster does not allow the namespace " + name + ": " + words,
                remedy(words),
                e))
        : Optional.empty();
  }

  private Problem unanswered(String webhook, String words, KubernetesClientException e) {
    return new Problem(
        "Namespaces cannot be created now, because the admission webhook "
            + webhook
            + " does not answer: "
            + words,
        "Ask a cluster administrator to repair it; until then use an existing namespace:"
            + " -Ddev.namespace=NAME",
        e);
  }

  private Problem notAllowed(String words, KubernetesClientException e) {
    String grant =
        "Use an existing namespace of yours: -Ddev.namespace=NAME\n"
            + "or ask a cluster administrator for:\n"
            + "  kubectl create namespace "
            + name
            + "\n"
            + binding();
    return new Problem(
        "You are not allowed to create the namespace " + name + ": " + words, grant, e);
  }

  /** The command with which an administrator gives the user access. */
  String binding() {
    return "  kubectl create rolebinding dev --clusterrole=edit --user="
        + identity.map(Identity::user).orElse("USER")
        + " --namespace="
        + name;
  }

  private String remedy(String words) {
    Matcher prefix = PREFIX.matcher(words);
    if (prefix.find()) {
      return "Use a name with this prefix: -Ddev.namespace=" + prefix.group(1) + name;
    }
    if (words.contains("quota") || words.contains("cannot create more than")) {
      return "Use an existing namespace of yours: -Ddev.namespace=NAME\n"
          + "or delete one that you do not need any more: kubectl delete namespace NAME";
    }
    if (tenant.isEmpty() && (tenancy == Tenancy.MTO || tenancy == Tenancy.CAPSULE)) {
      return "Set the tenant that it should belong to: -Ddev.tenant=NAME\n"
          + "or use an existing namespace of yours: -Ddev.namespace=NAME";
    }
    return tenant
        .map(
            it ->
                "Check the tenant (-Ddev.tenant="
                    + it
                    + ") with a cluster administrator, or use an existing namespace of yours:"
                    + " -Ddev.namespace=NAME")
        .orElse(
            "Follow the cluster's message, or use an existing namespace of yours:"
                + " -Ddev.namespace=NAME");
  }
}
