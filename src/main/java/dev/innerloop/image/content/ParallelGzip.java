package dev.innerloop.image.content;

import dev.innerloop.process.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/**
 * Parallel gzip compression on all processors.
 *
 * <p>Each block of fixed size becomes a member of the gzip file (RFC 1952, section 2.2); readers
 * concatenate members, as with pigz and eStargz. The output depends only on the content, not on the
 * number of processors.
 */
final class ParallelGzip extends OutputStream {

  private static final int BLOCK = 1 << 20;

  private final OutputStream out;
  private final int most;
  private final ExecutorService threads;
  private final Deque<Future<byte[]>> compressing = new ArrayDeque<>();
  private byte[] block = new byte[BLOCK];
  private int filled;
  private boolean any;

  ParallelGzip(OutputStream out) {
    this.out = out;
    int processors = Runtime.getRuntime().availableProcessors();
    this.most = 2 * processors;
    this.threads = Executors.newFixedThreadPool(processors, DaemonThreads.factory("dev-gzip"));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, BLOCK - filled);
      System.arraycopy(bytes, offset + done, block, filled, part);
      filled += part;
      done += part;
      if (filled == BLOCK) {
        compress();
      }
    }
  }

  private void compress() throws IOException {
    if (compressing.size() == most) {
      writeOldest();
    }
    byte[] full = block;
    int size = filled;
    compressing.add(threads.submit(() -> gzip(full, size)));
    block = new byte[BLOCK];
    filled = 0;
    any = true;
  }

  private static byte[] gzip(byte[] bytes, int size) {
    ByteArrayOutputStream member = new ByteArrayOutputStream(size / 2);
    try (GZIPOutputStream zipped = new GZIPOutputStream(member, 1 << 16)) {
      zipped.write(bytes, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // does not happen: written to memory
    }
    return member.toByteArray();
  }

  private void writeOldest() throws IOException {
    try {
      out.write(compressing.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a layer was compressed");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Finishes the file and closes the underlying stream. */
  @Override
  public void close() throws IOException {
    try (out) {
      if (filled > 0 || !any) {
        compress();
      }
      while (!compressing.isEmpty()) {
        writeOldest();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
