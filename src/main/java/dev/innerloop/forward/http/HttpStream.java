package dev.innerloop.forward.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthOutputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseWriter;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.IdentityOutputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 messages over a pair of streams. Not for several threads, but one for each direction.
 */
public final class HttpStream {

  private static final int BUFFER = 8 * 1024;
  private static final int LONGEST_LINE = 32 * 1024;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxHeaderCount(200)
          .setMaxLineLength(LONGEST_LINE)
          .setMaxEmptyLineCount(5)
          .build();

  private final Source in;
  private final OutputStream out;
  // Latin-1 keeps whatever bytes there are, in both directions.
  private final SessionInputBufferImpl inBuffer =
      new SessionInputBufferImpl(
          new BasicHttpTransportMetrics(), BUFFER, BUFFER, LONGEST_LINE, ISO_8859_1.newDecoder());
  private final SessionOutputBufferImpl outBuffer =
      new SessionOutputBufferImpl(BUFFER, ISO_8859_1.newEncoder());

  /** Where bodies without a length end. */
  private static final class Source extends FilterInputStream {

    private boolean any;
    private boolean ended;

    private Source(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      any |= read > 0;
      ended |= read < 0;
      return read;
    }
  }

  /** The request's target as it came: a path that begins with two slashes is no host. */
  private enum RawTargets implements HttpRequestFactory<ClassicHttpRequest> {
    INSTANCE;

    @Override
    public ClassicHttpRequest newHttpRequest(String method, String target) {
      return new BasicClassicHttpRequest(method, null, null, target);
    }

    @Override
    public ClassicHttpRequest newHttpRequest(String method, java.net.URI target) {
      return newHttpRequest(method, target.toString());
    }
  }

  public HttpStream(InputStream in, OutputStream out) {
    this.in = new Source(in);
    this.out = out;
  }

  /** The next request's head; null if the client wants no more. */
  public @Nullable ClassicHttpRequest readRequest() throws IOException, HttpException {
    ClassicHttpRequest request =
        new DefaultHttpRequestParser(LIMITS, null, RawTargets.INSTANCE).parse(inBuffer, in);
    if (request != null && in.ended) {
      throw new ConnectionClosedException("the request's head is incomplete");
    }
    return request;
  }

  public ClassicHttpResponse readResponse() throws IOException, HttpException {
    ClassicHttpResponse response = new DefaultHttpResponseParser(LIMITS).parse(inBuffer, in);
    if (response == null || in.ended) {
      throw new ConnectionClosedException("the app has closed the connection without an answer");
    }
    return response;
  }

  public void write(ClassicHttpRequest request) throws IOException, HttpException {
    new DefaultHttpRequestWriter().write(request, outBuffer, out);
  }

  public void write(ClassicHttpResponse response) throws IOException, HttpException {
    new DefaultHttpResponseWriter().write(response, outBuffer, out);
  }

  public void flush() throws IOException {
    outBuffer.flush(out);
  }

  /** Whether bytes came in since {@link #resetReceived()}. */
  public boolean hasReceived() {
    return in.any || inBuffer.hasBufferedData();
  }

  public void resetReceived() {
    in.any = false;
  }

  public boolean hasUnread() {
    return inBuffer.hasBufferedData();
  }

  /** Whether a read has met the end: what was read may still have been a whole message. */
  public boolean hasEnded() {
    return in.ended;
  }

  public InputStream body(Framing framing) {
    return switch (framing.kind()) {
      case NONE -> InputStream.nullInputStream();
      case LENGTH -> new ContentLengthInputStream(inBuffer, in, framing.length());
      case CHUNKED -> new ChunkedInputStream(new ChunkSizes(inBuffer), in, LIMITS);
      case UNTIL_CLOSE -> rawInput();
    };
  }

  /**
   * @param trailers what follows the body, asked for at its end
   */
  public OutputStream bodyOutput(Framing framing, Supplier<List<? extends Header>> trailers) {
    return switch (framing.kind()) {
      case NONE -> OutputStream.nullOutputStream();
      case LENGTH -> new ContentLengthOutputStream(outBuffer, out, framing.length());
      // A cache of nothing: each piece becomes a chunk as it comes.
      case CHUNKED -> new ChunkedOutputStream(outBuffer, out, 1, trailers);
      case UNTIL_CLOSE -> rawOutput();
    };
  }

  /** Whatever comes, without any framing. */
  public InputStream rawInput() {
    return new IdentityInputStream(inBuffer, in);
  }

  public OutputStream rawOutput() {
    return new IdentityOutputStream(outBuffer, out);
  }
}
