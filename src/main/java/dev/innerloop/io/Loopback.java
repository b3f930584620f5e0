package dev.innerloop.io;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses of this machine's loopback interface, whatever it calls "localhost". */
public final class Loopback {

  private static final byte[] IPV4 = {127, 0, 0, 1};
  private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Loopback() {}

  /** 127.0.0.1. */
  public static InetAddress ipv4() throws UnknownHostException {
    return InetAddress.getByAddress(IPV4);
  }

  /** ::1, which a machine without IPv6 does not have. */
  public static InetAddress ipv6() throws UnknownHostException {
    return InetAddress.getByAddress(IPV6);
  }
}
