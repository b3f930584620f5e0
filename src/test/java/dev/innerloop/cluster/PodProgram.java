package dev.innerloop.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Runs in pods of the cluster tests, from this one class file: prints "started" and its arguments,
 * echoes on a loopback port, and exits with code 7 once it receives "exit". Its first argument may
 * select another behavior, as the names below say.
 */
public final class PodProgram {

  public static final int PORT = 9000;

  private PodProgram() {}

  public static void main(String[] args) throws IOException {
    System.out.println("started " + String.join(" ", args));
    if (args.length > 0 && args[0].equals("crash")) {
      System.out.println("no database at db:5432");
      System.exit(3);
    }
    if (args.length > 0 && args[0].equals("exit")) {
      System.exit(Integer.parseInt(args[1]));
    }
    if (args.length > 0 && args[0].equals("fill")) {
      byte[][] all = new byte[4096][];
      for (int i = 0; i < all.length; i++) {
        all[i] = new byte[1 << 20];
      }
    }
    if (args.length > 0 && args[0].equals("answer")) {
      answer(args[1]);
    }
    try (ServerSocket server =
        new ServerSocket(PORT, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      System.out.println("listens");
      while (true) {
        Socket socket = server.accept();
        new Thread(() -> echo(socket)).start();
      }
    }
  }

  /** Every HTTP request, with a status such as 503. */
  private static void answer(String status) throws IOException {
    try (ServerSocket server = new ServerSocket(PORT)) {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getInputStream().read(new byte[4096]);
          String head = "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\nConnection: close\r\n";
          socket.getOutputStream().write((head + "\r\n").getBytes("UTF-8"));
        } catch (IOException e) {
          System.out.println(e);
        }
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      InputStream input = socket.getInputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        String text = new String(buffer, 0, Math.min(read, 8), "UTF-8");
        if (text.startsWith("exit")) {
          System.out.println("exits");
          System.exit(7);
        }
        if (text.startsWith("say ")) {
          System.out.print(new String(buffer, 4, read - 4, "UTF-8"));
        }
        if (text.startsWith("close")) {
          return;
        }
        socket.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      System.out.println(e);
    }
  }
}
