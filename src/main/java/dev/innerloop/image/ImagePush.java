package dev.innerloop.image;

import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.Blobs;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes the missing parts of an image to a repository: layers concurrently, the manifest last. */
final class ImagePush {

  private static final int AT_A_TIME = 4;
  private static final int SHUTDOWN_SECONDS = 5;

  private final RegistrySession registry;
  private final ImageListener listener;

  ImagePush(RegistrySession registry, ImageListener listener) {
    this.registry = registry;
    this.listener = listener;
  }

  void push(ImageSet images, List<String> tags) throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_A_TIME, DaemonThreads.numbered("dev-image-push-"));
    try {
      List<Future<?>> pushes = new ArrayList<>();
      for (PlatformImage.Part part : parts(images)) {
        pushes.add(
            threads.submit(
                () -> {
                  push(part);
                  return null;
                }));
      }
      for (Future<?> push : pushes) {
        push.get();
      }
    } finally {
      stop(threads);
    }
    if (images.areSeveral()) {
      for (PlatformImage image : images.all()) {
        push(image.manifest(), image.digest(), "sha256:" + image.digest().hex());
      }
    }
    for (String tag : tags) {
      push(images.manifest(), images.digest(), tag);
    }
  }

  /** Each blob once, because images for several platforms share most of their content. */
  private static Collection<PlatformImage.Part> parts(ImageSet images) {
    Map<ContentHash, PlatformImage.Part> parts = new LinkedHashMap<>();
    images.all().forEach(image -> image.parts().forEach(it -> parts.putIfAbsent(it.hash(), it)));
    return parts.values();
  }

  private void push(OciManifest manifest, ContentHash digest, String qualifier) throws Exception {
    ContentHash pushed = registry.pushManifest(manifest, qualifier);
    if (!pushed.equals(digest)) {
      throw new IOException("the pushed manifest has the digest " + pushed.hex());
    }
  }

  private static void stop(ExecutorService threads) throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }

  private void push(PlatformImage.Part part) throws Exception {
    if (registry.has(part.hash())) {
      return;
    }
    boolean mount = part.inBase() && registry.mayMount();
    if (!mount) {
      part.file().call();
    }
    AtomicLong sent = new AtomicLong();
    registry.push(
        part.hash(),
        content(part),
        mount,
        () -> sent.set(0),
        bytes -> listener.pushingLayer(part.name(), sent.addAndGet(bytes), part.size()));
  }

  /**
   * Reads the file only when it is sent, so that a layer that the registry mounts from the base
   * image is never downloaded.
   */
  private static Blob content(PlatformImage.Part part) {
    return Blobs.from(out -> Files.copy(file(part), out), true);
  }

  private static Path file(PlatformImage.Part part) throws IOException {
    try {
      return part.file().call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
