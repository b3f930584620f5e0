package org.acme.stock;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.concurrent.Executors;

public class Stock {

  public static void main(String[] args) throws Exception {
    String given = System.getenv("PORT"); // not from the map, which may hold any variable
    int port = Integer.parseInt(given == null ? "8080" : given);
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              exchange.getRequestURI().getPath().equals("/neighbour")
                  ? neighbour()
                  : name().getBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  static String name() {
    return "stock";
  }

  static byte[] neighbour() throws java.io.IOException {
    try (InputStream in = new URL(System.getenv("FRONT_URL") + "/").openStream()) {
      return in.readAllBytes();
    }
  }
}
