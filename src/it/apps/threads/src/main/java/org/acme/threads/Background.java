package org.acme.threads;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.net.InetSocketAddress;
import java.net.URL;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.sql.DriverManager;
import java.util.Collection;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.logging.log4j.LogManager;
import org.postgresql.util.LazyCleaner;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** What starts a thread that outlives the app's context. */
enum Background {
  MYSQL_CLEANUP {
    @Override
    AutoCloseable start() throws Exception {
      Class.forName("com.mysql.cj.jdbc.Driver");
      return NOTHING;
    }
  },
  AWS_CONNECTION_REAPER {
    @Override
    AutoCloseable start() {
      kept = ApacheHttpClient.create();
      return NOTHING;
    }
  },
  OKHTTP {
    @Override
    AutoCloseable start() throws Exception {
      OkHttpClient client = new OkHttpClient();
      HttpServer server = server();
      try (Response response =
          client.newCall(new Request.Builder().url(url(server)).build()).execute()) {
        response.body().string();
      }
      return () -> server.stop(0);
    }
  },
  KEEP_ALIVE_TIMER {
    @Override
    AutoCloseable start() throws Exception {
      HttpServer server = server();
      try (InputStream answer = new URL(url(server)).openStream()) {
        answer.readAllBytes();
      }
      return () -> server.stop(0);
    }
  },
  POSTGRESQL_CLEANER {
    @Override
    AutoCloseable start() {
      kept = new Object();
      LazyCleaner.getInstance().register(kept, leaked -> {}).clean();
      return NOTHING;
    }
  },
  LOG4J_ASYNC {
    @Override
    AutoCloseable start() {
      System.setProperty(
          "log4j2.contextSelector",
          "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
      LogManager.getLogger("app").error("logged in the background");
      return NOTHING;
    }
  },
  DERBY {
    @Override
    AutoCloseable start() throws Exception {
      return DriverManager.getConnection("jdbc:derby:memory:app;create=true");
    }
  },
  RMI {
    @Override
    AutoCloseable start() throws Exception {
      System.setProperty("sun.rmi.transport.connectionTimeout", "1");
      Exported exported = new Exported();
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
        out.writeObject(UnicastRemoteObject.exportObject(exported, 0));
      }
      ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()));
      kept = in.readObject(); // a stub as a client has it
      return () -> UnicastRemoteObject.unexportObject(exported, true);
    }
  },
  TIMER_CANCELLED {
    @Override
    AutoCloseable start() {
      Timer timer = new Timer("orders", true);
      timer.schedule(new Task(), HOUR);
      return timer::cancel;
    }
  },

  CLEANER_OF_THE_APP {
    @Override
    AutoCloseable start() {
      Cleaner cleaner = Cleaner.create();
      kept = new Object();
      cleaner.register(kept, new Task());
      return NOTHING;
    }
  },
  TIMER_OF_THE_APP {
    @Override
    AutoCloseable start() {
      new Timer("orders", true).schedule(new Task(), HOUR);
      return NOTHING;
    }
  },
  DELAYED_TASK {
    @Override
    AutoCloseable start() {
      CompletableFuture.runAsync(new Task(), CompletableFuture.delayedExecutor(1, TimeUnit.HOURS));
      return NOTHING;
    }
  },
  EXECUTOR_LEFT_OPEN {
    @Override
    AutoCloseable start() throws Exception {
      ExecutorService executor = Executors.newFixedThreadPool(1);
      executor.submit(new Task()).get();
      return NOTHING;
    }
  },
  CACHED_EXECUTOR_LEFT_OPEN {
    @Override
    AutoCloseable start() throws Exception {
      ExecutorService executor = Executors.newCachedThreadPool();
      executor.submit(new Task()).get();
      return NOTHING;
    }
  },
  LOOP_OF_THE_APP {
    @Override
    AutoCloseable start() {
      Thread thread = new Thread(new Loop(), "orders");
      thread.setDaemon(true);
      thread.start();
      return NOTHING;
    }
  },
  LATCH_OF_THE_APP {
    @Override
    AutoCloseable start() throws Exception {
      CountDownLatch begun = new CountDownLatch(1);
      Thread thread = new Thread(new Waiting(begun), "orders");
      thread.setDaemon(true);
      thread.start();
      begun.await();
      return NOTHING;
    }
  },
  OPENTELEMETRY_EXPORTER_OF_THE_APP {
    @Override
    AutoCloseable start() {
      BatchSpanProcessor processor = BatchSpanProcessor.builder(new Exporter()).build();
      SdkTracerProvider.builder()
          .addSpanProcessor(processor)
          .build()
          .get("app")
          .spanBuilder("span")
          .startSpan()
          .end();
      return NOTHING;
    }
  },
  LOGBACK_APPENDER_OF_THE_APP {
    @Override
    AutoCloseable start() {
      LoggerContext context = new LoggerContext();
      Appender appender = new Appender();
      appender.setContext(context);
      appender.start();
      AsyncAppender async = new AsyncAppender();
      async.setName("async");
      async.setContext(context);
      async.addAppender(appender);
      async.start();
      context.getLogger("app").addAppender(async);
      context.getLogger("app").info("logged in the background");
      kept = context;
      return NOTHING;
    }
  },
  CHILD_PROCESS {
    @Override
    AutoCloseable start() throws Exception {
      kept = new ProcessBuilder("cat").start(); // ends with us, as its input does
      return NOTHING;
    }
  },
  JMX_CONNECTION {
    @Override
    AutoCloseable start() throws Exception {
      JMXConnectorServer server =
          JMXConnectorServerFactory.newJMXConnectorServer(
              new JMXServiceURL("service:jmx:rmi://127.0.0.1"),
              null,
              ManagementFactory.getPlatformMBeanServer());
      server.start();
      JMXConnector client = JMXConnectorFactory.connect(server.getAddress());
      client.getMBeanServerConnection().getMBeanCount();
      kept = client;
      return NOTHING;
    }
  };

  private static final long HOUR = 3_600_000;

  private static final AutoCloseable NOTHING = () -> {};

  /** What must not be collected. */
  private static Object kept;

  /**
   * @return what the end of the app closes
   */
  abstract AutoCloseable start() throws Exception;

  private static HttpServer server() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  static final class Task extends TimerTask {

    @Override
    public void run() {}
  }

  static final class Exported implements Remote {}

  static final class Loop implements Runnable {

    @Override
    public void run() {
      while (true) {
        try {
          Thread.sleep(HOUR);
        } catch (InterruptedException e) {
          continue;
        }
      }
    }
  }

  static final class Waiting implements Runnable {

    private final CountDownLatch begun;

    Waiting(CountDownLatch begun) {
      this.begun = begun;
    }

    @Override
    public void run() {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static final class Appender extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {}
  }

  static final class Exporter implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
