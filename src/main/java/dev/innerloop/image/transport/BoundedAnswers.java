package dev.innerloop.image.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.entity.HttpEntityWrapper;
import org.apache.http.protocol.HttpContext;

/**
 * Limits what a registry answers, apart from the content of blobs: manifests, lists of tags, tokens
 * and errors are held in memory, so one that has no end would use all of it, and one that comes
 * byte by byte would never time out. The content of a blob goes to a file, and is verified by its
 * hash.
 */
final class BoundedAnswers implements HttpResponseInterceptor {

  /** Registries take manifests of up to 4 MiB. */
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final long mostBytes;
  private final Duration longest;

  BoundedAnswers() {
    this(MOST_BYTES, LONGEST);
  }

  BoundedAnswers(long mostBytes, Duration longest) {
    this.mostBytes = mostBytes;
    this.longest = longest;
  }

  @Override
  public void process(HttpResponse response, HttpContext context) {
    HttpEntity entity = response.getEntity();
    String path = HttpClientContext.adapt(context).getRequest().getRequestLine().getUri();
    boolean isBlob = path.contains("/blobs/") && response.getStatusLine().getStatusCode() < 300;
    if (entity != null && !isBlob) {
      response.setEntity(
          new HttpEntityWrapper(entity) {
            @Override
            public InputStream getContent() throws IOException {
              return new Bounded(super.getContent());
            }

            @Override
            public long getContentLength() {
              return -1; // who reads it should not reserve what a header says
            }
          });
    }
  }

  private final class Bounded extends FilterInputStream {

    private final long deadline = System.nanoTime() + longest.toNanos();
    private long left = mostBytes;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("the registry's answer has more than " + mostBytes + " bytes");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "the registry's answer has not ended within " + longest.toSeconds() + " s");
      }
    }
  }
}
