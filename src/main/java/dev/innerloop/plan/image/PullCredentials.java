package dev.innerloop.plan.image;

import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.cluster.discovery.ServiceAccountCredentials;
import dev.innerloop.event.Event;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.NodeAccess;
import dev.innerloop.manifest.AppPods;
import dev.innerloop.manifest.PullSecret;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.PullSecretChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that nodes can pull an app's image: with the Secrets that its pods or their account
 * name already, else with one that has the credentials of this machine. Decided once.
 */
public final class PullCredentials {

  private final AppRequest request;
  private final Registry registry;
  private final Namespace namespace;
  private final Consumer<Event> events;
  private @Nullable Grant grant;

  /**
   * What the app's pods name, and what is to be applied with them.
   *
   * @param names of Secrets
   */
  private record Grant(List<String> names, Optional<PullSecret> secret) {

    private Grant {
      names = List.copyOf(names);
    }

    static final Grant NONE = new Grant(List.of(), Optional.empty());
  }

  /** What a registry requires of nodes. */
  @FunctionalInterface
  interface Registry {

    NodeAccess access();
  }

  /** What the app's namespace has for pulling images. */
  public interface Namespace {

    ServiceAccountCredentials loginsOf(String account);

    Optional<PullSecret> present();

    boolean lacks(String secret);
  }

  private final String repository;

  PullCredentials(
      AppRequest request,
      String repository,
      Registry registry,
      Namespace namespace,
      Consumer<Event> events) {
    this.request = request;
    this.repository = repository;
    this.registry = registry;
    this.namespace = namespace;
    this.events = events;
  }

  /**
   * For an image that was pushed.
   *
   * @param target where it went
   * @param reference as nodes name it
   */
  public static PullCredentials of(
      AppRequest request,
      ImageTarget target,
      String reference,
      AppImages images,
      Namespace namespace,
      Consumer<Event> events) {
    String pushed =
        reference.startsWith(target.pull())
            ? target.push() + reference.substring(target.pull().length())
            : reference;
    return new PullCredentials(
        request, target.pull(), () -> images.nodeAccess(pushed, reference), namespace, events);
  }

  /** The namespace of an app on a cluster. */
  public static Namespace namespace(Workload workload, ClusterObjects objects) {
    return new Namespace() {
      @Override
      public ServiceAccountCredentials loginsOf(String account) {
        return workload.loginsOf(account);
      }

      @Override
      public Optional<PullSecret> present() {
        return workload.pullSecret();
      }

      @Override
      public boolean lacks(String secret) {
        return objects.of("Secret", secret) == ClusterObjects.Presence.ABSENT;
      }
    };
  }

  /** The release form, in which pods name the Secrets that they need. */
  public Resources named(Resources shipped) {
    AppPods pods = new AppPods(shipped, request.app().name());
    if (!pods.pullSecrets().isEmpty()) {
      return shipped;
    }
    Grant decided = grant;
    if (decided == null) {
      decided = decide(pods.account());
      grant = decided;
    }
    return decided.names().isEmpty() ? shipped : pods.namingPullSecrets(decided.names());
  }

  /** What is applied: with our Secret, if pods name it. Never written to a file. */
  public Resources complete(Resources named) {
    return Optional.ofNullable(grant)
        .flatMap(Grant::secret)
        .map(secret -> secret.with(named))
        .orElse(named);
  }

  private Grant decide(String account) {
    PullSecretChoice choice = request.image().pullSecret();
    if (choice instanceof PullSecretChoice.Named theirs) {
      if (namespace.lacks(theirs.secret())) {
        throw new Problem(
            "dev.pullSecret names " + theirs.secret() + ", and the namespace has no such Secret.",
            "Create it:\n"
                + "kubectl create secret docker-registry "
                + theirs.secret()
                + " --docker-server="
                + host()
                + " --docker-username=USER --docker-password=PASSWORD");
      }
      return new Grant(List.of(theirs.secret()), Optional.empty());
    }
    if (choice instanceof PullSecretChoice.None || InternalRegistry.has(repository)) {
      return Grant.NONE;
    }
    ServiceAccountCredentials theirs = namespace.loginsOf(account);
    return theirs.cover(repository) ? Grant.NONE : ours(theirs);
  }

  private Grant ours(ServiceAccountCredentials account) {
    NodeAccess access = registry.access();
    if (access instanceof NodeAccess.WithCredentials pull) {
      report(
          "nodes pull the image as "
              + pull.credentials().user()
              + ", with the Secret "
              + PullSecret.nameOf(app())
              + " (-Ddev.pullSecret=none leaves it out)");
      return granted(
          PullSecret.of(
              app(), pull.server(), pull.credentials().user(), pull.credentials().password()),
          account);
    }
    if (access instanceof NodeAccess.WithIdentityToken) {
      report(
          "the credentials for "
              + host()
              + " are an identity token, with which nodes cannot pull. If they have no other way"
              + " in: kubectl create secret docker-registry NAME --docker-server="
              + host()
              + " --docker-username=USER --docker-password=PASSWORD, and -Ddev.pullSecret=NAME");
      return Grant.NONE;
    }
    if (access instanceof NodeAccess.Anonymous) {
      return Grant.NONE;
    }
    // Of a user who had credentials: without it pods would be replaced by pods that cannot
    // start.
    return namespace.present().map(it -> granted(it, account)).orElse(Grant.NONE);
  }

  private Grant granted(PullSecret secret, ServiceAccountCredentials account) {
    List<String> names = new ArrayList<>();
    names.add(PullSecret.nameOf(app()));
    names.addAll(account.secrets());
    return new Grant(names, Optional.of(secret));
  }

  private String app() {
    return request.app().name();
  }

  private String host() {
    return repository.replaceFirst("/.*", "");
  }

  private void report(String text) {
    events.accept(new Event.Notice(app() + ": " + text));
  }
}
