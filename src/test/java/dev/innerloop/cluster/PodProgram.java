package dev.innerloop.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Runs in pods of the cluster tests, from this one class file: says "started" and its arguments,
 * echoes on a port of loopback only, and ends with code 7 once it is sent "exit".
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
    try (ServerSocket server =
        new ServerSocket(PORT, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      System.out.println("listens");
      while (true) {
        Socket socket = server.accept();
        new Thread(() -> echo(socket)).start();
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
