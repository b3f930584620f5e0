package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.metadata.ProjectInfo;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Organization;
import org.apache.maven.model.Scm;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class ProjectInfoReaderTest {

  private final Model model = new Model();

  @Test
  void readsWhatAPomSaysOfItsProject() {
    model.setName("The\n    Shop");
    model.setDescription("Sells things.");
    model.setUrl("https://shop.example.com");
    Scm scm = new Scm();
    scm.setUrl("https://git.example.com/shop");
    model.setScm(scm);
    Organization organization = new Organization();
    organization.setName("Example Inc.");
    model.setOrganization(organization);
    model.addLicense(license("The Apache License, Version 2.0", null));

    assertThat(about())
        .isEqualTo(
            new ProjectInfo(
                Optional.of("The Shop"),
                "Sells things.",
                Optional.of("https://shop.example.com"),
                Optional.of("https://git.example.com/shop"),
                Optional.of("Example Inc."),
                List.of("Apache-2.0")));
  }

  @Test
  void saysNothingOfAPomThatSaysNothing() {
    assertThat(about()).isEqualTo(ProjectInfo.of(""));
  }

  @Test
  void takesNoNameThatAParentHas() {
    MavenProject project = new MavenProject(model);
    Model own = new Model();
    project.setOriginalModel(own);
    model.setName("The Parent");

    assertThat(ProjectInfoReader.read(project).name()).isEmpty();
  }

  @Test
  void leavesOutWhatNobodyCanOpenOrRead() {
    Scm scm = new Scm();
    scm.setUrl("scm:git:git@example.com:shop.git");
    model.setScm(scm);
    model.setUrl("${home}");

    assertThat(about().source()).isEmpty();
    assertThat(about().url()).isEmpty();
  }

  @Test
  void namesEachLicenceOnceByItsUrlIfItHasNoName() {
    model.addLicense(license("MIT License", null));
    model.addLicense(license("MIT", null));
    model.addLicense(license(null, "https://example.com/terms"));
    model.addLicense(license("  ", null));

    assertThat(about().licenses()).containsExactly("MIT", "https://example.com/terms");
  }

  private ProjectInfo about() {
    MavenProject project = new MavenProject(model);
    project.setOriginalModel(model);
    return ProjectInfoReader.read(project);
  }

  private static License license(String name, String url) {
    License license = new License();
    license.setName(name);
    license.setUrl(url);
    return license;
  }
}
