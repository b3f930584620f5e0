package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpTransport;
import java.util.function.Supplier;

/**
 * jib's HTTP client with connections of the caller. It is in jib's package because that constructor
 * is not public; without it, a CA certificate or a proxy could only be set for the whole JVM, which
 * is Maven's.
 */
public abstract class CustomHttpClient extends FailoverHttpClient {

  /**
   * A client that tries each request once. It logs nothing, because it throws the same information.
   *
   * @param insecure whether untrusted certificates and plain HTTP are allowed
   * @param credentialsOverHttp whether credentials can be sent over plain HTTP
   * @param verifying connections that verify certificates
   * @param trusting connections that trust all certificates
   */
  protected CustomHttpClient(
      boolean insecure,
      boolean credentialsOverHttp,
      Supplier<HttpTransport> verifying,
      Supplier<HttpTransport> trusting) {
    super(insecure, credentialsOverHttp, log -> {}, verifying, trusting, false);
  }
}
