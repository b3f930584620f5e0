package org.acme.libraries;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves the results of {@link Lookups}; with the argument {@code write FILE} it writes them. */
@SpringBootApplication
public class Application {

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("write")) {
      Files.writeString(Path.of(args[1]), Lookups.results());
      System.exit(0);
    }
    SpringApplication.run(Application.class, args);
  }
}
