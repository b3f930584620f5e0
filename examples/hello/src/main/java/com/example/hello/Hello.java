package com.example.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** A web server with nothing but the JDK. */
public class Hello {

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> answer(exchange, greeting()));
    server.createContext("/page", exchange -> answer(exchange, page()));
    server.start();
    System.out.println("Listening on port " + port);
  }

  // Edit me while `mvn dev:watch` runs: only a body changes, so no JVM restarts.
  static String greeting() {
    return "Hello from dev-maven-plugin\n";
  }

  private static String page() throws IOException {
    try (InputStream page = Hello.class.getResourceAsStream("/static/page.html")) {
      return new String(page.readAllBytes(), UTF_8);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
