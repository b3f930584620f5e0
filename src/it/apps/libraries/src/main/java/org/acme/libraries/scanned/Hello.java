package org.acme.libraries.scanned;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.acme.libraries.Text;
import org.springframework.stereotype.Component;

/** Found by scanning: a bean of Weld and Spring, a resource of Jersey. */
@Component
@Dependent
@Path("hello")
public class Hello {

  @Inject
  public Hello() {}

  @GET
  public String text() {
    return "hello " + Text.value();
  }
}
