package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Packaging;
import dev.innerloop.project.WorkingPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Determines the packaging of a module's app. */
final class PackagingReader {

  private static final String WAR_PLUGIN = "org.apache.maven.plugins:maven-war-plugin";

  /** Parameters that add more to a WAR than pages, classes and libraries. */
  private static final Set<String> MORE_OF_A_WAR =
      Set.of(
          "webResources",
          "overlays",
          "packagingExcludes",
          "packagingIncludes",
          "filteringDeploymentDescriptors",
          "webXml",
          "archiveClasses",
          "warSourceIncludes",
          "warSourceExcludes",
          "outputFileNameMapping");

  private final MavenProject project;
  private final Framework framework;

  PackagingReader(MavenProject project, Framework framework) {
    this.project = project;
    this.framework = framework;
  }

  /** The packaging of an app without a main class, if it is one. */
  Optional<Packaging> withoutMainClass(AppSettings settings) {
    return switch (settings.form()) {
      case WAR -> Optional.of(war());
      case QUARKUS -> Optional.of(quarkus());
      case NATIVE -> Optional.of(nativeExecutable());
      case CLASSPATH, BOOT -> Optional.empty();
      case AUTO -> {
        if (settings.mainClass() == null && isWar() && framework != Framework.SPRING_BOOT) {
          yield Optional.of(war());
        }
        yield framework == Framework.QUARKUS && hasQuarkusPlugin()
            ? Optional.of(quarkus())
            : Optional.empty();
      }
    };
  }

  /** The packaging of an app with a main class. */
  Packaging of(AppSettings.Form form, String mainClass) {
    if (form != AppSettings.Form.BOOT) {
      return new Packaging.ClassPath(mainClass);
    }
    if (framework != Framework.SPRING_BOOT) {
      throw new Problem(
          "dev.packaging is \"boot\", but "
              + project.getArtifactId()
              + " does not use Spring Boot.",
          "Remove it, or set another packaging: -Ddev.packaging=classpath");
    }
    return new Packaging.BootJar(
        target().resolve(project.getBuild().getFinalName() + "." + extension()), mainClass);
  }

  /** The directory with the pages of a WAR that its main class starts. */
  Optional<Path> pagesOfExecutableWar(Packaging packaging) {
    return isWar() && packaging.mainClass().isPresent() ? Optional.of(webapp()) : Optional.empty();
  }

  private Packaging war() {
    if (!isWar()) {
      throw new Problem(
          "dev.packaging is \"war\", but the packaging of "
              + project.getArtifactId()
              + " is "
              + project.getPackaging()
              + ".",
          "Remove it, or set <packaging>war</packaging> in the POM.");
    }
    List<Xpp3Dom> configurations = configurations();
    boolean more =
        configurations.stream()
                .flatMap(it -> List.of(it.getChildren()).stream())
                .anyMatch(it -> MORE_OF_A_WAR.contains(it.getName()))
            || project.getArtifacts().stream().anyMatch(it -> it.getType().equals("war"));
    return new Packaging.War(
        webapp(),
        more ? Optional.of(target().resolve(project.getBuild().getFinalName())) : Optional.empty(),
        "tomcat:" + tomcat());
  }

  private Path webapp() {
    return configurations().stream()
        .map(it -> it.getChild("warSourceDirectory"))
        .filter(it -> it != null && it.getValue() != null)
        .map(it -> project.getBasedir().toPath().resolve(it.getValue().strip()))
        .findFirst()
        .orElse(project.getBasedir().toPath().resolve(WorkingPath.DOCUMENT_ROOT));
  }

  /** The first Tomcat version with the servlet API of the app. */
  private String tomcat() {
    for (Artifact artifact : project.getArtifacts()) {
      if (artifact.getGroupId().startsWith("javax.servlet")) {
        return "9.0";
      }
      if (artifact.getArtifactId().equals("jakarta.servlet-api")
          && artifact.getVersion().startsWith("6.1")) {
        return "11.0";
      }
    }
    return "10.1";
  }

  private List<Xpp3Dom> configurations() {
    Plugin plugin = project.getPlugin(WAR_PLUGIN);
    List<ConfigurationContainer> containers = new ArrayList<>();
    if (plugin != null) {
      containers.add(plugin);
      containers.addAll(plugin.getExecutions());
    }
    return containers.stream()
        .map(ConfigurationContainer::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .toList();
  }

  private Packaging quarkus() {
    return new Packaging.QuarkusApp(target().resolve("quarkus-app"));
  }

  private Packaging nativeExecutable() {
    String name = project.getBuild().getFinalName();
    return new Packaging.NativeExecutable(
        target(), List.of(name + "-runner", project.getArtifactId(), name));
  }

  private boolean isWar() {
    return project.getPackaging().equals("war");
  }

  private boolean hasQuarkusPlugin() {
    return project.getBuildPlugins().stream()
        .anyMatch(it -> it.getArtifactId().equals("quarkus-maven-plugin"));
  }

  private String extension() {
    return isWar() ? "war" : "jar";
  }

  private Path target() {
    return Path.of(project.getBuild().getDirectory());
  }
}
