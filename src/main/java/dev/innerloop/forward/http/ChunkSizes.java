package dev.innerloop.forward.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * A body in chunks, whose sizes are hexadecimal digits and nothing else. The library also takes a
 * sign and blanks, where another reader of the same bytes may see no size.
 */
final class ChunkSizes implements SessionInputBuffer {

  private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]+[ \\t]*(;.*)?");
  private static final Pattern ZERO = Pattern.compile("0+[ \\t]*(;.*)?");

  private final SessionInputBuffer buffer;
  private Line next = Line.SIZE;

  /** What the next line is. */
  private enum Line {
    SIZE,
    END_OF_CHUNK,
    TRAILER
  }

  ChunkSizes(SessionInputBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
    int begin = line.length();
    int read = buffer.readLine(line, in);
    if (next == Line.END_OF_CHUNK) {
      next = Line.SIZE;
    } else if (next == Line.SIZE && read >= 0) {
      String size = line.substring(begin, line.length());
      if (!SIZE.matcher(size).matches()) {
        throw new MalformedChunkCodingException("Bad chunk header: " + size);
      }
      next = ZERO.matcher(size).matches() ? Line.TRAILER : Line.END_OF_CHUNK;
    }
    return read;
  }

  @Override
  public HttpTransportMetrics getMetrics() {
    return buffer.getMetrics();
  }

  @Override
  public int length() {
    return buffer.length();
  }

  @Override
  public int capacity() {
    return buffer.capacity();
  }

  @Override
  public int available() {
    return buffer.available();
  }

  @Override
  public int read(byte[] bytes, int offset, int length, InputStream in) throws IOException {
    return buffer.read(bytes, offset, length, in);
  }

  @Override
  public int read(byte[] bytes, InputStream in) throws IOException {
    return buffer.read(bytes, in);
  }

  @Override
  public int read(InputStream in) throws IOException {
    return buffer.read(in);
  }
}
