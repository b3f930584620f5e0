package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.innerloop.content.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One repository of a registry, logged in to. Several threads may use it. */
public final class RegistrySession implements AutoCloseable {

  private final FailoverHttpClient http;
  private final RegistryClient client;
  private final Optional<Credential> credential;
  private final Optional<String> mountable;

  RegistrySession(
      ImageReference image,
      Optional<String> mountable,
      Optional<Credential> credential,
      boolean insecure) {
    this.mountable = mountable;
    this.credential = credential;
    // Its log, and that of the events below, repeats what is thrown.
    this.http = new FailoverHttpClient(insecure, insecure, log -> {});
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

  /** Whether layers can be had from the base's repository without sending them. */
  boolean mayMount() {
    return mountable.isPresent();
  }

  public ManifestAndDigest<ManifestTemplate> manifest(String qualifier) throws Exception {
    return client.pullManifest(qualifier);
  }

  public Optional<ContentHash> findManifest(String tag) throws Exception {
    try {
      return client.checkManifest(tag).map(found -> new ContentHash(found.getDigest().getHash()));
    } catch (RegistryException e) {
      // jib knows only one way of saying "not found"; for a new repository there are others.
      if (e.getCause() instanceof ResponseException answer && answer.getStatusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  boolean has(ContentHash blob) throws Exception {
    return client.checkBlob(descriptor(blob)).isPresent();
  }

  public byte[] read(ContentHash blob) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pull(blob, out);
    return out.toByteArray();
  }

  /** Downloads; content that is not what its name says is an error. */
  public void pull(ContentHash blob, OutputStream out) throws IOException {
    client.pullBlob(descriptor(blob), size -> {}, sent -> {}).writeTo(out);
  }

  void push(ContentHash hash, Blob blob, boolean mount, LongConsumer sent) throws Exception {
    client.pushBlob(descriptor(hash), blob, mount ? mountable.orElse(null) : null, sent::accept);
  }

  ContentHash pushManifest(ManifestTemplate manifest, String tag) throws Exception {
    return new ContentHash(client.pushManifest(manifest, tag).getHash());
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
