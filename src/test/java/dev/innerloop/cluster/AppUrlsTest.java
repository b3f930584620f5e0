package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.api.NamespaceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AppUrlsTest {

  private static final String INGRESSES =
      "GET /apis/networking.k8s.io/v1/namespaces/team/ingresses";

  private static final String SERVICE = "GET /api/v1/namespaces/team/services/shop";

  @RegisterExtension final FakeApi api = new FakeApi();

  private AppUrls urls() {
    return new AppUrls(new NamespaceClient(api.client, api.errors, "team"), "shop");
  }

  @Test
  void hostsOfIngressesComeBeforeTheService() {
    api.answer(
        INGRESSES,
        """
        {"kind": "IngressList", "apiVersion": "networking.k8s.io/v1", "items": [
          {"metadata": {"name": "all"}, "spec": {
            "tls": [{"hosts": ["shop.example.com"]}],
            "rules": [
              {"host": "shop.example.com", "http": {"paths": [
                {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "shop"}}}]}},
              {"host": "stock.example.com", "http": {"paths": [
                {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "stock"}}}]}}
            ]}}]}
        """);
    api.answer(
        SERVICE,
        """
        {"kind": "Service", "apiVersion": "v1", "metadata": {"name": "shop"},
         "spec": {"ports": [{"port": 8080}]}}
        """);

    assertThat(urls().read())
        .containsExactly("https://shop.example.com", "http://shop.team:8080 in the cluster");
  }

  @Test
  void anAppWithoutThemHasNoUrl() {
    api.answer(INGRESSES, "{\"kind\": \"IngressList\", \"apiVersion\": \"networking.k8s.io/v1\"}");

    assertThat(urls().read()).isEmpty();
  }

  @Test
  void whoMayNotReadThemStillGetsAStatus() {
    api.refuse(INGRESSES, 403, "no");
    api.refuse(SERVICE, 403, "no");

    assertThat(urls().read()).isEmpty();
  }
}
