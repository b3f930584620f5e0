package dev.innerloop.forward.http;

/** A request that another site may have caused. */
public final class ForeignHost extends BadRequest {

  private static final long serialVersionUID = 1;

  private ForeignHost(String message, String host) {
    super(
        403,
        message
            + (AllowedHosts.isName(host) ? " If you trust it: -Ddev.allowedHosts=" + host : ""));
  }

  static ForeignHost host(String host) {
    return new ForeignHost(
        "The Host '%s' is not a name of this machine: another site may use it to read your app."
            .formatted(HeaderRules.printable(host)),
        host);
  }

  static ForeignHost origin(String origin, String host) {
    return new ForeignHost(
        "A page of the origin '%s' sends this request, and only pages of this machine may."
            .formatted(HeaderRules.printable(origin)),
        host);
  }
}
