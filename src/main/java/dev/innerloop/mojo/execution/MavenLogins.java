package dev.innerloop.mojo.execution;

import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.image.transport.HttpProxy;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * Credentials from the servers in Maven's settings, whose ids are registry hosts, and the proxy.
 */
public record MavenLogins(Settings settings, SettingsDecrypter decrypter)
    implements ConfiguredCredentials {

  @Override
  public Optional<Credentials> at(String registry) {
    return Hosts.names(registry).stream()
        .map(id -> settings.getServer(id))
        .filter(server -> server != null && server.getUsername() != null)
        .findFirst()
        .map(this::login);
  }

  private Credentials login(Server server) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    refuse(result, "the server " + server.getId());
    Server decrypted = result.getServer();
    if (decrypted.getPassword() == null) {
      throw new Problem(
          "The server " + server.getId() + " in Maven's settings has a user name but no password.",
          "Add the password to ~/.m2/settings.xml, or remove the user name.");
    }
    return new Credentials(decrypted.getUsername(), decrypted.getPassword());
  }

  /** The active proxy. */
  public Optional<HttpProxy> proxy() {
    Proxy active = settings.getActiveProxy();
    if (active == null) {
      return Optional.empty();
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(active));
    refuse(result, "the proxy " + active.getId());
    Proxy proxy = result.getProxy();
    return Optional.of(
        new HttpProxy(
            proxy.getHost(),
            proxy.getPort(),
            proxy.getUsername() == null || proxy.getPassword() == null
                ? Optional.empty()
                : Optional.of(new Credentials(proxy.getUsername(), proxy.getPassword())),
            proxy.getNonProxyHosts() == null
                ? List.of()
                : Stream.of(proxy.getNonProxyHosts().split("[|,\\s]+")).toList()));
  }

  private static void refuse(SettingsDecryptionResult result, String whose) {
    List<SettingsProblem> problems = result.getProblems();
    if (!problems.isEmpty()) {
      throw new Problem(
          "The password of "
              + whose
              + " in Maven's settings cannot be decrypted: "
              + problems.get(0).getMessage(),
          "Check the master password in ~/.m2/settings-security.xml, and encrypt the password"
              + " again:\n"
              + "mvn --encrypt-password",
          problems.get(0).getException());
    }
  }
}
