package org.acme.till;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Answers with a greeting. */
@Path("/text")
public class Till {

  @GET
  public String text() {
    return "Hello from Quarkus";
  }
}
