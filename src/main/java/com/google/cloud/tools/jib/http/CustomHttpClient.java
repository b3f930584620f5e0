package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpTransport;
import java.util.function.Supplier;

/**
 * jib's client over connections that are made elsewhere. It lies in jib's package because jib hides
 * that constructor, and without it nobody can name a certificate authority or a proxy but by
 * settings of the whole JVM, which is Maven's.
 */
public abstract class CustomHttpClient extends FailoverHttpClient {

  /**
   * A client that tries each request once, and logs nothing: what it would log is thrown.
   *
   * @param insecure whether untrusted TLS and plain HTTP may stand in for TLS
   * @param loginOverHttp whether a login may travel unencrypted
   */
  protected CustomHttpClient(
      boolean insecure,
      boolean loginOverHttp,
      Supplier<HttpTransport> trusting,
      Supplier<HttpTransport> credulous) {
    super(insecure, loginOverHttp, log -> {}, trusting, credulous, false);
  }
}
