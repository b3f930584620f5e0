package dev.innerloop.mojo;

import dev.innerloop.image.registry.Login;
import dev.innerloop.image.registry.Logins;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The servers of Maven's settings, whose ids are the hosts of registries. */
record MavenLogins(MavenSession session, SettingsDecrypter decrypter) implements Logins {

  @Override
  public Optional<Login> at(String registry) {
    Server server = session.getSettings().getServer(registry);
    if (server == null || server.getUsername() == null) {
      return Optional.empty();
    }
    Server decrypted = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server)).getServer();
    return Optional.of(new Login(decrypted.getUsername(), decrypted.getPassword()));
  }
}
