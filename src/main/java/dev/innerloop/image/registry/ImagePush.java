package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.Blobs;
import dev.innerloop.content.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes what a repository lacks of an image, several layers at a time, its manifest last. */
public final class ImagePush {

  private static final int AT_A_TIME = 4;
  private static final int SHUTDOWN_SECONDS = 5;

  private final RegistrySession registry;
  private final PushListener listener;

  public ImagePush(RegistrySession registry, PushListener listener) {
    this.registry = registry;
    this.listener = listener;
  }

  public void push(ImageContent image, String tag) throws Exception {
    AtomicInteger thread = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_A_TIME,
            task -> {
              Thread t = new Thread(task, "dev-image-push-" + thread.incrementAndGet());
              t.setDaemon(true);
              return t;
            });
    try {
      List<Future<?>> pushes = new ArrayList<>();
      for (ImageContent.Part part : image.parts()) {
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
    ContentHash pushed = registry.pushManifest(image.manifest(), tag);
    if (!pushed.equals(image.digest())) {
      throw new IOException("the manifest became " + pushed.hex() + " on its way");
    }
  }

  private static void stop(ExecutorService threads) throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }

  private void push(ImageContent.Part part) throws Exception {
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

  /** Read when it is sent: a layer that the registry mounts from the base is never downloaded. */
  private static Blob content(ImageContent.Part part) {
    return Blobs.from(out -> Files.copy(file(part), out), true);
  }

  private static Path file(ImageContent.Part part) throws IOException {
    try {
      return part.file().call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
