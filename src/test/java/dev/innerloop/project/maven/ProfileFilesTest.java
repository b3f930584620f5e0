package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationFile;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class ProfileFilesTest {

  private static final Path SHOP = Path.of("/projects/shop");

  @Test
  void areThoseOfThePomAndItsParentsInTheDirectoryOfTheProject() {
    MavenProject parent = project("/projects/pom.xml", exists("${basedir}/local.properties"));
    MavenProject shop = project("/projects/shop/pom.xml", missing("../ci/marker"));
    shop.setParent(parent);

    assertThat(ProfileFiles.of(shop))
        .containsExactly(Path.of("/projects/ci/marker"), SHOP.resolve("local.properties"));
  }

  @Test
  void areNotThoseOfUnknownProperties() {
    assertThat(ProfileFiles.of(project("/projects/shop/pom.xml", exists("${some.home}/x"))))
        .isEmpty();
  }

  private static MavenProject project(String pom, ActivationFile file) {
    Activation activation = new Activation();
    activation.setFile(file);
    Profile profile = new Profile();
    profile.setActivation(activation);
    Model model = new Model();
    model.addProfile(profile);
    model.addProfile(new Profile());
    MavenProject project = new MavenProject(model);
    project.setFile(Path.of(pom).toFile());
    project.setOriginalModel(model);
    return project;
  }

  private static ActivationFile exists(String path) {
    ActivationFile file = new ActivationFile();
    file.setExists(path);
    return file;
  }

  private static ActivationFile missing(String path) {
    ActivationFile file = new ActivationFile();
    file.setMissing(path);
    return file;
  }
}
