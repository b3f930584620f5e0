package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.innerloop.image.transport.RegistryHttp;
import dev.innerloop.image.transport.RegistryRetries;
import dev.innerloop.wire.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** An authenticated session with one repository of a registry. Thread-safe. */
public final class RegistrySession implements AutoCloseable {

  private final RegistryHttp http;
  private final RegistryClient client;
  private final RegistryRetries retries;
  private final Optional<Credential> credential;
  private final Optional<String> mountable;

  RegistrySession(
      ImageReference image,
      Optional<String> mountable,
      Optional<Credential> credential,
      RegistryHttp http,
      RegistryRetries retries) {
    this.mountable = mountable;
    this.credential = credential;
    this.http = http;
    this.retries = retries;
    // Not logged, because the exceptions contain the same information.
    RegistryClient.Factory factory =
        mountable.isPresent()
            ? RegistryClient.factory(
                EventHandlers.NONE,
                image.getRegistry(),
                image.getRepository(),
                mountable.get(),
                http)
            : RegistryClient.factory(
                EventHandlers.NONE, image.getRegistry(), image.getRepository(), http);
    this.client =
        factory
            .setCredential(credential.orElse(null))
            .setUserAgent("dev-maven-plugin")
            .newRegistryClient();
  }

  void authenticate(boolean push) throws Exception {
    boolean bearer = push ? client.doPushBearerAuth() : client.doPullBearerAuth();
    if (!bearer && credential.isPresent() && !credential.get().isOAuth2RefreshToken()) {
      client.configureBasicAuth();
    }
  }

  /** Whether layers can be mounted from the repository of the base image. */
  public boolean mayMount() {
    return mountable.isPresent();
  }

  public ManifestAndDigest<ManifestTemplate> manifest(String qualifier) throws Exception {
    return client.pullManifest(qualifier);
  }

  public Optional<ContentHash> findManifest(String tag) throws Exception {
    try {
      return client.checkManifest(tag).map(found -> ContentHash.ofHex(found.getDigest().getHash()));
    } catch (RegistryException e) {
      // jib recognizes only one "not found" response; registries have others for a new repository.
      if (e.getCause() instanceof ResponseException answer && answer.getStatusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether a manifest exists, even if jib cannot read it. */
  public boolean has(String qualifier) throws Exception {
    try {
      return findManifest(qualifier).isPresent();
    } catch (IOException e) {
      // jib does not support artifacts and reports unknown fields in their index.
      if (e.getClass().getPackageName().startsWith("com.fasterxml.jackson")) {
        return true;
      }
      throw e;
    }
  }

  public boolean has(ContentHash blob) throws Exception {
    return client.checkBlob(descriptor(blob)).isPresent();
  }

  public byte[] read(ContentHash blob) throws Exception {
    return retrying(
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          pull(blob, out);
          return out.toByteArray();
        });
  }

  /** Repeats an action after a lost connection or an overloaded registry. */
  public <T> T retrying(Callable<T> action) throws Exception {
    return retries.run(action);
  }

  /** Downloads a blob and verifies its digest. */
  public void pull(ContentHash blob, OutputStream out) throws IOException {
    client.pullBlob(descriptor(blob), size -> {}, sent -> {}).writeTo(out);
  }

  /** Whether the failure means that the registry lacks the requested object. */
  public static boolean isMissing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException answer) {
        return answer.getStatusCode() == 404;
      }
    }
    return false;
  }

  /**
   * Pushes a blob. jib sends it in one piece and cannot resume, so after a lost connection it is
   * sent again as a whole, unless the registry has it.
   *
   * @param sending called before each attempt
   */
  public void push(ContentHash hash, Blob blob, boolean mount, Runnable sending, LongConsumer sent)
      throws Exception {
    AtomicBoolean tried = new AtomicBoolean();
    retries.run(
        () -> {
          if (tried.getAndSet(true) && has(hash)) {
            return true;
          }
          sending.run();
          return client.pushBlob(
              descriptor(hash), blob, mount ? mountable.orElse(null) : null, sent::accept);
        });
  }

  public ContentHash pushManifest(ManifestTemplate manifest, String tag) throws Exception {
    return ContentHash.ofHex(client.pushManifest(manifest, tag).getHash());
  }

  public static DescriptorDigest descriptor(ContentHash hash) {
    try {
      return DescriptorDigest.fromHash(hash.hex());
    } catch (DigestException e) {
      throw new IllegalStateException("a content hash is a digest: " + hash.hex(), e);
    }
  }

  @Override
  public void close() throws IOException {
    http.shutDown();
  }
}
