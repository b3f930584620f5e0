package dev.innerloop.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadConfigurationTest {

  @Test
  void isAsGoodAsNoneWhenItIsEmpty() {
    assertThat(workload("<env/><ports/><resources/><probes/><labels/><volumes/>"))
        .isEqualTo(workload(""));
  }

  @Test
  void takesAnEmptyElementForAnEmptyVariable() {
    assertThat(workload("<env><A/><B>b</B></env>").container().environment())
        .isEqualTo(Map.of("A", "", "B", "b"));
  }

  @Test
  void takesAnEmptyPolicyForItsOwnNamespaceOnly() {
    assertThat(workload("<networkPolicy/>").network().allowedNamespaces().orElseThrow()).isEmpty();
    assertThat(workload("").network().allowedNamespaces()).isEmpty();
  }

  @Test
  void takesLabelsWithAndWithoutASlash() {
    assertThat(
            workload(
                    "<labels><team>a</team><property><name>x.org/y</name><value>b</value></property>"
                        + "</labels>")
                .labels())
        .isEqualTo(Map.of("team", "a", "x.org/y", "b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <kind>daemonset</kind> | dev.kind is "daemonset", which is not one of: deployment, statefulset, job, cronjob.
          <kind>cronjob</kind> | dev.kind is cronjob, but job.schedule is not set.
          <kind>cronjob</kind><job><schedule>daily</schedule></job> | job.schedule is "daily", which is not a cron schedule.
          <kind>job</kind><host>a.b</host> | host is set, but a Job does not support it.
          <job><retries>-1</retries></job> | job.retries is "-1", which is not a number from 0 to 100.
          <resources><memory>1 GB</memory></resources> | resources.memory is "1 GB", which is not a valid quantity.
          <resources><cpu>-1</cpu></resources> | resources.cpu is "-1", which is not a valid quantity.
          <resources><cpuLimit>lots</cpuLimit></resources> | resources.cpuLimit is "lots", which is not a valid quantity.
          <ports><port><name>grpc</name></port></ports> | ports.number is missing.
          <ports><port><name>grpc</name><number>65536</number></port></ports> | ports.number is "65536", which is not a number from 1 to 65535.
          <ports><port><name>GRPC</name><number>1</number></port></ports> | ports.name is "GRPC", which is not a valid port name.
          <ports><port><name>a</name><number>1</number></port><port><name>a</name><number>2</number></port></ports> | ports has two entries with the name a.
          <probes><readiness>ready</readiness></probes> | probes.readiness is "ready", which is not an absolute path.
          <probes><port>0</port></probes> | probes.port is "0", which is not a number from 1 to 65535.
          <labels><team>a b</team></labels> | labels.team is "a b", which is not a valid label value.
          <labels><_team>a</_team></labels> | labels is "_team", which is not a valid key.
          <env><A..1>x</A..1><Ä>x</Ä></env> | env is "Ä", which is not the name of an environment variable.
          <envFrom><source><key>a</key></source></envFrom> | envFrom needs either secret or configMap.
          <envFrom><source><secret>a</secret><key>a</key></source></envFrom> | envFrom names a key without a name.
          <volumes><volume><name>a</name></volume></volumes> | volumes.path is missing.
          <volumes><volume><name>a</name><path>a</path></volume></volumes> | volumes.path is "a", which is not an absolute path.
          <volumes><volume><name>a</name><path>/a</path><size>1</size><claim>b</claim></volume></volumes> | volumes has a with more than one of size, claim, configMap and secret.
          <volumes><volume><name>a</name><path>/a</path></volume><volume><name>b</name><path>/a</path></volume></volumes> | volumes has two entries with the same name or path: /a.
          <config><files><file>not/there.txt</file></files></config> | config.files names DIR/not/there.txt, which is not a file.
          <host>Shop</host> | dev.host is "Shop", which is not a valid name.
          <ingress><path>/a</path></ingress> | ingress is set, but host is not.
          <serviceAccount><name>a</name><annotations><a>b</a></annotations></serviceAccount> | serviceAccount.annotations is set, but a is not created by this plugin.
          <networkPolicy><namespaces><namespace>A</namespace></namespaces></networkPolicy> | networkPolicy.namespaces is "A", which is not a valid name.
          <disruptionBudget/> | disruptionBudget needs either minAvailable or maxUnavailable.
          <disruptionBudget><minAvailable>101%</minAvailable></disruptionBudget> | disruptionBudget.minAvailable is "101%", which is not a number or a percentage.
          <autoscaling/> | autoscaling.max is missing.
          <autoscaling><min>3</min><max>2</max></autoscaling> | autoscaling.max is 2, which is less than autoscaling.min, 3.
          """)
  void namesTheFieldThatIsWrong(String configuration, String message) {
    assertThatThrownBy(() -> workload(configuration))
        .isInstanceOf(Problem.class)
        .hasMessage(message.replace("DIR", System.getProperty("user.dir")))
        .extracting(problem -> ((Problem) problem).remedy())
        .isNotEqualTo("");
  }

  @Test
  void refusesTheNameOfAVolumeThatIsTooLong() {
    String name = "a".repeat(64);

    assertThatThrownBy(
            () ->
                workload(
                    "<volumes><volume><name>" + name + "</name><path>/a</path></volume></volumes>"))
        .isInstanceOf(Problem.class)
        .hasMessage("volumes.name is \"" + name + "\", which is not a valid name.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web | <labels><property><name>app.kubernetes.io/name</name><value>a</value></property></labels> | labels sets app.kubernetes.io/name, a reserved label that selects the app's resources.
          silent | <host>a.b</host> | host is set, but silent has no HTTP port.
          web | <ports><port><name>http</name><number>81</number></port></ports> | Two ports are the same: http 80 (the default of this plugin) and http 81 (ports in the POM).
          web | <ports><port><name>other</name><number>80</number></port></ports> | Two ports are the same: http 80 (the default of this plugin) and other 80 (ports in the POM).
          three | <autoscaling><max>5</max></autoscaling> | dev.replicas and autoscaling both set the number of replicas.
          three | <kind>job</kind> | dev.replicas is set, but a Job does not support it.
          three | <volumes><volume><name>a</name><path>/a</path><size>1Gi</size></volume></volumes> | volumes.size is a volume that only one node can mount, but up to 3 replicas can run on several nodes.
          a-name-of-fifty-three-characters-that-is-too-long-by1 | <kind>cronjob</kind><job><schedule>@daily</schedule></job> | The name of a CronJob has at most 52 characters, and a-name-of-fifty-three-characters-that-is-too-long-by1 is longer.
          """)
  void refusesWhatContradictsTheApp(String app, String configuration, String message) {
    ManifestRequest request =
        new ManifestRequest(
            Apps.app(app, app.equals("silent") ? 0 : 80, Optional.empty()),
            new ManifestRequest.Image("image:1", false),
            app.equals("three") ? OptionalInt.of(3) : OptionalInt.empty(),
            false,
            workload(configuration));

    assertThatThrownBy(() -> Manifests.generate(request))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
  }

  private static WorkloadSettings workload(String elements) {
    return Configured.workload("<configuration>" + elements + "</configuration>");
  }
}
