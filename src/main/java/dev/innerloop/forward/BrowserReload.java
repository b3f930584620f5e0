package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.forward.http.ErrorPage;
import dev.innerloop.forward.http.HttpStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * Has browsers reload a page once an update is served: a script at the end of whole HTML documents,
 * and the paths that it asks.
 */
final class BrowserReload {

  private static final String FOLDER = "/.dev-innerloop/";
  private static final String SCRIPT_PATH = FOLDER + "reload.js";
  private static final String UPDATES_PATH = FOLDER + "updates";
  private static final Duration PING = Duration.ofSeconds(10);
  private static final Pattern UPDATE = Pattern.compile("[?&]update=(\\d{1,18})");
  private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/_=-]+)'");

  /** A hidden page does not listen: browsers have only six connections for all tabs of a host. */
  private static final String SCRIPT =
      """
      (() => {
        const update = new URL(document.currentScript.src).searchParams.get('update');
        let updates = null;
        const listen = () => {
          if (document.visibilityState === 'hidden') {
            if (updates) updates.close();
            updates = null;
          } else if (!updates) {
            updates = new EventSource('%s?update=' + update);
            updates.onmessage = () => location.reload();
          }
        };
        document.addEventListener('visibilitychange', listen);
        addEventListener('pagehide', () => updates && updates.close());
        listen();
      })();
      """
          .formatted(UPDATES_PATH);

  private final RequestGate gate;

  BrowserReload(RequestGate gate) {
    this.gate = gate;
  }

  /** Whether the request is our script's, not the app's. */
  boolean answers(ClassicHttpRequest request) {
    return request.getPath().startsWith(FOLDER);
  }

  /** Answers the script; the connection is used up. */
  void answer(ClassicHttpRequest request, HttpStream client)
      throws IOException, HttpException, InterruptedException {
    String path = request.getPath();
    if (path.startsWith(SCRIPT_PATH)) {
      byte[] script = SCRIPT.getBytes(UTF_8);
      ClassicHttpResponse response = response(200, "text/javascript;charset=utf-8");
      response.addHeader("Content-Length", Integer.toString(script.length));
      client.write(response);
      client.rawOutput().write(script);
      client.flush();
    } else if (path.startsWith(UPDATES_PATH)) {
      client.write(response(200, "text/event-stream"));
      tellUpdates(updateOf(path), client);
    } else {
      new ErrorPage(404, "There is nothing at " + path).write(client, null, false);
    }
  }

  private static ClassicHttpResponse response(int status, String type) {
    ClassicHttpResponse response = new BasicClassicHttpResponse(status, "OK");
    response.addHeader("Content-Type", type);
    response.addHeader("Cache-Control", "no-store");
    response.addHeader("Connection", "close");
    return response;
  }

  private void tellUpdates(long known, HttpStream client) throws IOException, InterruptedException {
    OutputStream out = client.rawOutput();
    long update = known;
    while (!Thread.currentThread().isInterrupted() && update == known) {
      out.write(": still there\n\n".getBytes(UTF_8)); // fails once the browser is gone
      client.flush();
      update = gate.awaitOther(known, PING);
    }
    out.write(("data: " + update + "\n\n").getBytes(UTF_8));
    client.flush();
  }

  private static long updateOf(String path) {
    Matcher update = UPDATE.matcher(path);
    return update.find() ? Long.parseLong(update.group(1)) : 0;
  }

  /** Whether a browser navigates to a document; whatever scripts fetch is left alone. */
  static boolean isNavigation(ClassicHttpRequest request) {
    Header destination = request.getFirstHeader("Sec-Fetch-Dest");
    return destination != null
        && "document".equals(destination.getValue())
        && request.getMethod().equals("GET");
  }

  /** Whether the answer to a navigation is a document that a script can be added to. */
  static boolean isDocument(ClassicHttpResponse response) {
    Header type = response.getFirstHeader("Content-Type");
    Header encoding = response.getFirstHeader("Content-Encoding");
    return type != null
        && type.getValue().toLowerCase(Locale.ROOT).startsWith("text/html")
        && (encoding == null || encoding.getValue().equalsIgnoreCase("identity"));
  }

  /** What is added to a document; it carries the nonce that the document's policy asks for. */
  static List<byte[]> addition(Permit permit, ClassicHttpResponse response) {
    String nonce = "";
    for (Header policy : response.getHeaders("Content-Security-Policy")) {
      Matcher matcher = NONCE.matcher(policy.getValue());
      nonce = matcher.find() ? " nonce=\"" + matcher.group(1) + "\"" : nonce;
    }
    String tag =
        "<script src=\"%s?update=%d\"%s></script>".formatted(SCRIPT_PATH, permit.revision(), nonce);
    return List.of(tag.getBytes(UTF_8));
  }
}
