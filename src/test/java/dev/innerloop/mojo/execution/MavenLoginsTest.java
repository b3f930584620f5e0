package dev.innerloop.mojo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.image.transport.Credentials;
import dev.innerloop.image.transport.HttpProxy;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class MavenLoginsTest {

  final Settings settings = new Settings();
  final MavenLogins logins = new MavenLogins(settings, new Decrypter());

  @Test
  void findsAServerByItsHostWithOrWithoutThePort() {
    server("registry.example.com", "host");
    server("registry.example.com:5000", "port");

    assertThat(logins.at("registry.example.com:5000")).contains(new Credentials("port", "plain"));
    assertThat(logins.at("registry.example.com:5001")).contains(new Credentials("host", "plain"));
    assertThat(logins.at("registry.example.org")).isEmpty();
  }

  @Test
  void dockerHubHasTheNameThatPeopleGiveIt() {
    server("docker.io", "me");

    assertThat(logins.at("registry-1.docker.io")).contains(new Credentials("me", "plain"));
  }

  @Test
  void decryptsPasswords() {
    server("registry.example.com", "me").setPassword("{plain}");

    assertThat(logins.at("registry.example.com")).contains(new Credentials("me", "plain"));
  }

  @Test
  void neverSendsAPasswordThatItCannotDecrypt() {
    server("registry.example.com", "me").setPassword("{broken}");

    assertThatThrownBy(() -> logins.at("registry.example.com"))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "The password of the server registry.example.com in Maven's settings cannot be"
                + " decrypted: no master password");
  }

  @Test
  void takesTheActiveProxy() {
    Proxy proxy = new Proxy();
    proxy.setId("corp");
    proxy.setActive(true);
    proxy.setHost("proxy.example.com");
    proxy.setPort(3128);
    proxy.setUsername("me");
    proxy.setPassword("{plain}");
    proxy.setNonProxyHosts("localhost|*.internal");
    settings.addProxy(proxy);

    assertThat(logins.proxy())
        .contains(
            new HttpProxy(
                "proxy.example.com",
                3128,
                Optional.of(new Credentials("me", "plain")),
                List.of("localhost", "*.internal")));
  }

  private Server server(String id, String user) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword("plain");
    settings.addServer(server);
    return server;
  }

  /** Takes braces off, unless what is in them is "broken". */
  private static final class Decrypter implements SettingsDecrypter {

    @Override
    public SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
      List<Server> servers = request.getServers().stream().map(Server::clone).toList();
      List<Proxy> proxies = request.getProxies().stream().map(Proxy::clone).toList();
      servers.forEach(it -> it.setPassword(it.getPassword().replaceAll("[{}]", "")));
      proxies.forEach(it -> it.setPassword(it.getPassword().replaceAll("[{}]", "")));
      boolean broken = servers.stream().anyMatch(it -> it.getPassword().equals("broken"));
      List<SettingsProblem> problems =
          broken
              ? List.of(
                  new DefaultSettingsProblem(
                      "no master password", SettingsProblem.Severity.ERROR, "", 0, 0, null))
              : List.of();
      return new SettingsDecryptionResult() {
        @Override
        public Server getServer() {
          return servers.get(0);
        }

        @Override
        public List<Server> getServers() {
          return servers;
        }

        @Override
        public Proxy getProxy() {
          return proxies.get(0);
        }

        @Override
        public List<Proxy> getProxies() {
          return proxies;
        }

        @Override
        public List<SettingsProblem> getProblems() {
          return problems;
        }
      };
    }
  }
}
