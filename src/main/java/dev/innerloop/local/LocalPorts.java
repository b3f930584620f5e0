package dev.innerloop.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.problem.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ports of this machine for the processes that a session starts, each of which listens only a while
 * later. A port is reserved until then, and as long as the session lives: by a lock on the byte of
 * a file that all sessions of a user share. The system releases it however the session ends.
 *
 * <p>Other programs know nothing of it: whether a port got its process is to be seen when it
 * listens.
 */
public final class LocalPorts implements Closeable {

  /**
   * Ports that no system gives to connections: Linux uses those from 32768 on, others from 49152
   * on. So a port stays free while the JVM that listens there is replaced.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_767;
  private static final int ATTEMPTS = 200;

  private final Path file;
  private final RandomGenerator random;

  @GuardedBy("this")
  private final Set<Integer> reserved = new HashSet<>();

  @GuardedBy("this")
  private @Nullable FileChannel locks;

  LocalPorts(Path file, RandomGenerator random) {
    this.file = file;
    this.random = random;
  }

  /** Those of this user. */
  public static LocalPorts ofThisUser() {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9.-]", "_");
    return new LocalPorts(
        Path.of(System.getProperty("java.io.tmpdir"), "dev-ports-" + user + ".lock"), new Random());
  }

  /**
   * Reserves any port.
   *
   * @param purpose what it is for, in a message
   * @throws Problem if none is free
   */
  public int reserve(String purpose) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(FIRST, LAST + 1);
      if (reserve(port)) {
        return port;
      }
    }
    throw new Problem(
        "No free port of this machine was found for " + purpose + ".",
        "Ports from "
            + FIRST
            + " to "
            + LAST
            + " are used: end programs that listen on them, or run on a cluster.");
  }

  /** Reserves this port; false if a process listens there, or it is reserved already. */
  public synchronized boolean reserve(int port) {
    if (reserved.contains(port) || !isFree(port) || !isLocked(port)) {
      return false;
    }
    return reserved.add(port);
  }

  /** Whether an app of another session listens there now or soon, or restarts. */
  public synchronized boolean isReservedByOther(int port) {
    if (reserved.contains(port)) {
      return false;
    }
    try (FileLock lock = locks().tryLock(port, 1, false)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true; // a session in this JVM
    } catch (IOException e) {
      return false; // without locks here, nothing is reserved
    }
  }

  @GuardedBy("this")
  private FileChannel locks() throws IOException {
    if (locks == null) {
      locks =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
    return locks;
  }

  @GuardedBy("this")
  private boolean isLocked(int port) {
    try {
      return locks().tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // a session in this JVM has it
    } catch (IOException e) {
      return true; // without locks here, other sessions are treated like other programs
    }
  }

  // The app may listen on all addresses or on loopback only: both must be free.
  private static boolean isFree(int port) {
    return canListen(port, null) && canListen(port, InetAddress.getLoopbackAddress());
  }

  private static boolean canListen(int port, @Nullable InetAddress address) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (locks != null) {
      locks.close();
    }
  }
}
