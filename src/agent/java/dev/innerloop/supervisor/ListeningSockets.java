package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which processes listen on which TCP ports, as Linux reports it: {@code /proc/PID/net/tcp} and
 * {@code tcp6} list sockets by inode, {@code /proc/PID/fd} the inodes that a process has open.
 */
final class ListeningSockets {

  private static final String LISTEN = "0A";
  private static final int FIELDS = 10;
  private static final String SOCKET = "socket:[";

  private final Path proc;

  /**
   * @param proc where the proc file system is mounted
   */
  ListeningSockets(Path proc) {
    this.proc = proc;
  }

  /** Who listens on a port. */
  enum Owner {
    /** The process, or one that it started. */
    ITSELF,
    ANOTHER,
    NONE
  }

  private static final class Listener {

    final InetAddress address;
    final int port;
    final String inode;

    Listener(InetAddress address, int port, String inode) {
      this.address = address;
      this.port = port;
      this.inode = inode;
    }
  }

  /**
   * Those of this machine or container.
   *
   * @param ownPort on which this process listens: if that cannot be seen, nothing else can
   * @return null if the system does not tell
   */
  static ListeningSockets visible(int ownPort) {
    Path proc = Paths.get("/proc");
    ListeningSockets sockets = new ListeningSockets(proc);
    try {
      Path self = Files.readSymbolicLink(proc.resolve("self"));
      boolean isVisible = sockets.ports(Long.parseLong(self.toString())).contains(ownPort);
      return isVisible ? sockets : null;
    } catch (IOException | RuntimeException e) {
      return null; // another system, or one that hides it
    }
  }

  /** Whether the sockets of a process can be seen: not if it has more rights than this one. */
  boolean canSee(long pid) {
    try {
      inodes(pid, true);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The ports on which a process, or one that it started, listens.
   *
   * @throws IOException if the system does not tell, or the process has ended
   */
  SortedSet<Integer> ports(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (long each : family(pid)) {
      inodes.addAll(inodes(each, each == pid));
    }
    SortedSet<Integer> ports = new TreeSet<>();
    for (Listener listener : listeners(pid)) {
      if (inodes.contains(listener.inode)) {
        ports.add(listener.port);
      }
    }
    return ports;
  }

  /**
   * Who accepts connections to an address: the listener of the most specific address does.
   *
   * @throws IOException if the system does not tell, or the process has ended
   */
  Owner owner(long pid, InetAddress address, int port) throws IOException {
    Set<String> accepting = accepting(listeners(pid), address, port);
    if (accepting.isEmpty()) {
      return Owner.NONE;
    }
    for (String inode : inodes(pid, true)) {
      if (accepting.contains(inode)) {
        return Owner.ITSELF; // without a look at all processes
      }
    }
    for (long each : family(pid)) {
      for (String inode : inodes(each, false)) {
        if (accepting.contains(inode)) {
          return Owner.ITSELF;
        }
      }
    }
    return Owner.ANOTHER;
  }

  private static Set<String> accepting(List<Listener> all, InetAddress address, int port) {
    Set<String> exact = new HashSet<>();
    Set<String> sameFamily = new HashSet<>();
    Set<String> otherFamily = new HashSet<>();
    for (Listener listener : all) {
      if (listener.port == port) {
        if (listener.address.equals(address)) {
          exact.add(listener.inode);
        } else if (listener.address.isAnyLocalAddress()) {
          (listener.address.getClass() == address.getClass() ? sameFamily : otherFamily)
              .add(listener.inode);
        }
      }
    }
    return !exact.isEmpty() ? exact : !sameFamily.isEmpty() ? sameFamily : otherFamily;
  }

  private List<Listener> listeners(long pid) throws IOException {
    List<Listener> listeners = new ArrayList<>();
    Path net = proc.resolve(Long.toString(pid)).resolve("net");
    read(net.resolve("tcp"), listeners);
    if (Files.exists(net.resolve("tcp6"))) {
      read(net.resolve("tcp6"), listeners);
    }
    return listeners;
  }

  private static void read(Path table, List<Listener> listeners) throws IOException {
    for (String line : Files.readAllLines(table, US_ASCII)) {
      String[] fields = line.trim().split("\\s+", -1);
      if (fields.length >= FIELDS && fields[3].equals(LISTEN)) {
        int colon = fields[1].lastIndexOf(':');
        listeners.add(
            new Listener(
                address(fields[1].substring(0, colon)),
                Integer.parseInt(fields[1].substring(colon + 1), 16),
                fields[9]));
      }
    }
  }

  /** Words of 32 bits, each in the byte order of the machine. */
  private static InetAddress address(String hex) throws UnknownHostException {
    ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
    for (int i = 0; i < hex.length(); i += 8) {
      bytes.putInt((int) Long.parseLong(hex.substring(i, i + 8), 16));
    }
    return InetAddress.getByAddress(bytes.array());
  }

  /**
   * Inodes of the sockets that a process has open.
   *
   * @param isRequired whether it is a failure if they cannot be read
   */
  private Set<String> inodes(long pid, boolean isRequired) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(proc.resolve(Long.toString(pid)).resolve("fd"))) {
      for (Path file : files) {
        String target = target(file);
        if (target.startsWith(SOCKET)) {
          inodes.add(target.substring(SOCKET.length(), target.length() - 1));
        }
      }
    } catch (DirectoryIteratorException e) {
      rethrow(e.getCause(), isRequired);
    } catch (IOException e) {
      rethrow(e, isRequired);
    }
    return inodes;
  }

  private static void rethrow(IOException failure, boolean isRequired) throws IOException {
    if (isRequired) {
      throw failure;
    }
  }

  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }

  /** A process, and all that it or its children started. */
  private Set<Long> family(long pid) throws IOException {
    Map<Long, List<Long>> children = children();
    Set<Long> family = new HashSet<>();
    Deque<Long> left = new ArrayDeque<>();
    left.add(pid);
    while (!left.isEmpty()) {
      long next = left.remove();
      if (family.add(next) && children.containsKey(next)) {
        left.addAll(children.get(next));
      }
    }
    return family;
  }

  private Map<Long, List<Long>> children() throws IOException {
    Map<Long, List<Long>> children = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        Long parent = parent(process);
        if (parent != null) {
          children
              .computeIfAbsent(parent, unused -> new ArrayList<>())
              .add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  /** Null if it has ended meanwhile. */
  private static Long parent(Path process) {
    try {
      String stat = new String(Files.readAllBytes(process.resolve("stat")), UTF_8);
      // PID (NAME) STATE PARENT: the name may contain anything.
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3)[1]);
    } catch (IOException e) {
      return null;
    }
  }
}
