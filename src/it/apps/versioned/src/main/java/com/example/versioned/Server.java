package com.example.versioned;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers with the version of the app, and the length of the body that it was sent. */
public class Server {

  public static void main(String[] args) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(8080), 200);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", Server::answer);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(0);
                  threads.shutdown();
                }));
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    int length = exchange.getRequestBody().readAllBytes().length;
    byte[] text = (new Version().number() + (length == 0 ? "" : ":" + length)).getBytes();
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }
}
