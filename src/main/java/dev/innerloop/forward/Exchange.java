package dev.innerloop.forward;

import dev.innerloop.forward.gate.Admission;
import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.http.BadRequest;
import dev.innerloop.forward.http.ErrorPage;
import dev.innerloop.forward.http.Framing;
import dev.innerloop.forward.http.HeaderRules;
import dev.innerloop.forward.http.HttpStream;
import dev.innerloop.replica.ConnectionLostException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** One request, from its head to the end of its answer. */
final class Exchange {

  /** A body up to this size is read before the request is admitted, and can be sent again. */
  private static final int SMALL = 64 * 1024;

  private static final int PIECE = 32 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_MILLIS = 50;
  private static final int MOST_LOST = 5;
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** The result of one attempt. */
  private enum Outcome {
    KEEP,
    CLOSE,
    AGAIN
  }

  private final HttpForward.Parts parts;
  private final ClientConnection client;
  private final ClassicHttpRequest request;
  private final Framing framing;
  private final boolean keepAlive;
  private final boolean http11;
  private final Optional<String> upgrade;
  private final boolean expects;
  private final boolean navigation;
  private Optional<byte[]> small = Optional.empty();
  private boolean answered;
  private int broken;
  private @Nullable Long failingSince;

  Exchange(HttpForward.Parts parts, ClientConnection client, ClassicHttpRequest request)
      throws HttpException {
    HeaderRules.check(request, parts.allowedHosts());
    this.parts = parts;
    this.client = client;
    this.request = request;
    this.framing = Framing.of(request);
    this.keepAlive = HeaderRules.keepsAlive(request);
    this.http11 = HeaderRules.isHttp11(request);
    this.upgrade = HeaderRules.upgrade(request);
    this.expects = http11 && !framing.isEmpty() && request.containsHeader("Expect");
    this.navigation = parts.reload().isPresent() && BrowserReload.isNavigation(request);
  }

  /**
   * Has the request answered.
   *
   * @return whether the client may send another one on its connection
   * @throws IOException if the client's connection is of no use any more
   */
  boolean run() throws IOException, HttpException, InterruptedException {
    if (parts.reload().isPresent() && parts.reload().get().answers(request)) {
      parts.reload().get().answer(request, client.http());
      return false;
    }
    prepare();
    while (true) {
      Admission admission = parts.gate().enter();
      if (admission instanceof Refused refused) {
        List<String> lines = refused.crashed() ? parts.lastLines().get() : List.of();
        return page(new ErrorPage(503, refused.reason(), lines));
      }
      try (Permit permit = (Permit) admission) {
        if (client.isGone()) {
          return false;
        }
        Outcome outcome = pass(permit);
        if (outcome != Outcome.AGAIN) {
          return outcome == Outcome.KEEP;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** Adjusts the request to what the app should receive. */
  private void prepare() throws IOException {
    HeaderRules.removeHopByHop(request);
    HeaderRules.addForwarded(request, parts.localPort());
    if (framing.kind() == Framing.Kind.CHUNKED) {
      request.addHeader("Transfer-Encoding", "chunked");
    }
    if (!expects) {
      request.removeHeaders("Expect");
    }
    if (navigation) {
      request.removeHeaders("Accept-Encoding");
    }
    upgrade.ifPresent(
        protocol -> {
          request.addHeader("Connection", "Upgrade");
          request.addHeader("Upgrade", protocol);
        });
    if (!expects && framing.kind() != Framing.Kind.CHUNKED && framing.length() <= SMALL) {
      try (InputStream body = client.http().body(framing)) {
        small = Optional.of(body.readAllBytes());
      }
    }
  }

  private boolean page(ErrorPage page) throws IOException, HttpException {
    boolean keep = keepAlive && small.isPresent();
    page.write(client.http(), request, keep);
    return keep;
  }

  private Outcome pass(Permit permit) throws IOException, HttpException, InterruptedException {
    Upstream upstream;
    try {
      upstream = parts.upstreams().acquire(permit);
    } catch (IOException e) {
      return again(e);
    }
    if (!parts.gate().isOpen(permit)) {
      parts.upstreams().release(permit, upstream);
      return Outcome.AGAIN;
    }
    Upload upload = null;
    boolean reusable = false;
    try {
      upload = send(upstream);
      ClassicHttpResponse response = head(upstream, upload);
      if (response.getCode() == 101) {
        answered = true;
        new Tunnel(parts, client, permit, upstream, upgrade.orElse("")).run(response);
        return Outcome.CLOSE;
      }
      reusable = relay(permit, upstream, response, upload);
      return reusable && keepAlive ? Outcome.KEEP : outcomeOf(response, upload);
    } catch (IOException | HttpException e) {
      if (answered) {
        client.abort(); // or else the client would take a part for the whole
        return Outcome.CLOSE;
      }
      if (client.isGone()) {
        return Outcome.CLOSE;
      }
      if (upload != null && upload.malformed() != null) {
        throw new BadRequest(
            400, "The request's chunks are malformed: " + upload.malformed() + ".");
      }
      return mayRepeat(permit, upstream, upload, e) ? again(e) : broken(permit, e);
    } finally {
      client.watch(null);
      if (reusable) {
        parts.upstreams().release(permit, upstream);
      } else {
        upstream.drop();
      }
    }
  }

  private Outcome outcomeOf(ClassicHttpResponse response, @Nullable Upload upload)
      throws InterruptedException {
    boolean ended = upload == null || upload.isComplete(0);
    boolean kept = !response.containsHeader("Connection");
    return keepAlive && ended && kept ? Outcome.KEEP : Outcome.CLOSE;
  }

  /**
   * Whether the request can be sent again without any risk: nothing listened there; or asking twice
   * does no harm, and it was not the request that ended the connection: the app hung up on an idle
   * one as we began to use it, or was restarted by us. If it may have been the request, it is sent
   * only once more: else the app was killed. A way to the replica that is lost again and again is
   * tried a few times.
   */
  private boolean mayRepeat(
      Permit permit, Upstream upstream, @Nullable Upload upload, Exception failure) {
    boolean hasReceived = upstream.http().hasReceived();
    if (upload != null && upload.hasBegun()) {
      return false;
    }
    if (failure instanceof ConnectException) {
      return !hasReceived;
    }
    if (!isRepeatable() || failure instanceof HttpException) {
      return false;
    }
    if (!hasReceived && (upstream.isReused() || !parts.gate().isCurrent(permit))) {
      return true;
    }
    broken++;
    return broken <= (failure instanceof ConnectionLostException ? MOST_LOST : 1);
  }

  private boolean isRepeatable() {
    return SAFE.contains(request.getMethod()) && small.isPresent();
  }

  private Outcome again(Exception failure) throws IOException, HttpException {
    long now = System.nanoTime();
    failingSince =
        failingSince == null ? now : failingSince; // the time it was paused does not count
    if (now - failingSince < PATIENCE_NANOS) {
      return Outcome.AGAIN;
    }
    String reason = String.valueOf(failure.getMessage());
    parts.listener().unserved(parts.localPort(), reason);
    ErrorPage page =
        new ErrorPage(503, "The app cannot be reached: " + reason + ".", parts.lastLines().get());
    return page(page) ? Outcome.KEEP : Outcome.CLOSE;
  }

  private Outcome broken(Permit permit, Exception failure) throws IOException, HttpException {
    String did =
        failure instanceof HttpException
            ? " sent a malformed answer: "
            : " broke off before it answered: ";
    String reason = permit.replica().name() + did + failure.getMessage();
    parts.listener().unserved(parts.localPort(), reason);
    return page(new ErrorPage(502, reason, List.of())) ? Outcome.KEEP : Outcome.CLOSE;
  }

  /** Sends the request; a body that is not small is on its way when this returns. */
  private @Nullable Upload send(Upstream upstream) throws IOException, HttpException {
    HttpStream app = upstream.http();
    app.resetReceived();
    app.write(request);
    if (small.isPresent()) {
      app.rawOutput().write(small.get());
      app.flush();
      client.watch(upstream);
      return null;
    }
    app.flush();
    Upload upload =
        new Upload(client.http(), framing, upstream, expects, () -> client.watch(upstream));
    parts.threads().execute(upload);
    return upload;
  }

  /** Awaits the answer's head; what comes before it is passed on. */
  private ClassicHttpResponse head(Upstream upstream, @Nullable Upload upload)
      throws IOException, HttpException {
    while (true) {
      ClassicHttpResponse response = upstream.http().readResponse();
      HeaderRules.check(response);
      int code = response.getCode();
      if (code >= 200 || code == 101) {
        if (upload != null) {
          upload.refuse();
        }
        return response;
      }
      if (http11 && (code != 100 || expects)) {
        client.http().write(response);
        client.http().flush();
      }
      if (code == 100 && upload != null) {
        upload.proceed();
      }
    }
  }

  /** Passes an answer on; returns whether its connection can carry another request. */
  private boolean relay(
      Permit permit, Upstream upstream, ClassicHttpResponse response, @Nullable Upload upload)
      throws IOException, HttpException, InterruptedException {
    Framing from = Framing.of(response, request.getMethod());
    boolean streaming = isEventStream(response);
    boolean injecting =
        navigation && from.kind() != Framing.Kind.NONE && BrowserReload.isDocument(response);
    boolean reusable = HeaderRules.keepsAlive(response) && from.kind() != Framing.Kind.UNTIL_CLOSE;
    HeaderRules.removeHopByHop(response);
    Framing to = from;
    if (from.kind() == Framing.Kind.CHUNKED
        || from.kind() == Framing.Kind.UNTIL_CLOSE
        || injecting) {
      response.removeHeaders("Content-Length");
      to = http11 ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
    }
    if (to.kind() == Framing.Kind.CHUNKED) {
      response.addHeader("Transfer-Encoding", "chunked");
    }
    boolean uploaded = upload == null || upload.isComplete(PAUSE_MILLIS);
    if (!keepAlive || !uploaded || to.kind() == Framing.Kind.UNTIL_CLOSE) {
      response.addHeader("Connection", "close");
    }
    if (!permit.compileError().isEmpty()) {
      response.addHeader("Dev-Compile-Error", HeaderRules.printable(permit.compileError()));
    }
    InputStream body = body(upstream, from);
    answered = true;
    client.http().write(response);
    if (streaming) {
      parts.gate().markStreaming(permit, deadline -> upstream.drop());
    }
    List<byte[]> addition = injecting ? BrowserReload.addition(permit, response) : List.of();
    boolean whole = copy(upstream, body, from, to, streaming, addition);
    client.http().flush();
    return whole && reusable && uploaded;
  }

  /**
   * What follows an answer's head: a small body is read before anything is passed on, so that the
   * request can be sent again if the body breaks off.
   */
  private InputStream body(Upstream upstream, Framing framing) throws IOException {
    InputStream body = upstream.http().body(framing);
    return isRepeatable()
            && framing.kind() == Framing.Kind.LENGTH
            && !framing.isEmpty()
            && framing.length() <= SMALL
        ? new ByteArrayInputStream(body.readAllBytes())
        : body;
  }

  /** Copies a body, each piece as it comes; returns whether it was whole. */
  private boolean copy(
      Upstream upstream,
      InputStream body,
      Framing from,
      Framing to,
      boolean streaming,
      List<byte[]> addition)
      throws IOException {
    if (from.isEmpty()) {
      return true;
    }
    if (!upstream.http().hasUnread()) {
      client.http().flush(); // the head is of use before the body comes
    }
    OutputStream out = client.http().bodyOutput(to, () -> HeaderRules.trailers(body));
    byte[] piece = new byte[PIECE];
    for (int read = read(body, piece, streaming); read >= 0; read = read(body, piece, streaming)) {
      out.write(piece, 0, read);
      out.flush();
    }
    for (byte[] more : addition) {
      out.write(more);
    }
    out.close(); // the framing's end only
    return !streaming;
  }

  /** A stream of events that breaks off ends like any other: clients come back for more. */
  private static int read(InputStream body, byte[] piece, boolean streaming) throws IOException {
    try {
      return body.read(piece);
    } catch (IOException e) {
      if (streaming) {
        return -1;
      }
      throw e;
    }
  }

  private static boolean isEventStream(ClassicHttpResponse response) {
    Header type = response.getFirstHeader("Content-Type");
    return type != null && type.getValue().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }
}
