package dev.innerloop.equivalence;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * A Spring application of the package {@code app}, with templates that are not cached, as dev mode
 * has them; it is asked with {@code GET /}.
 */
final class SpringApp implements Callable<String>, AutoCloseable {

  private final AnnotationConfigWebApplicationContext context =
      new AnnotationConfigWebApplicationContext();

  private final DispatcherServlet servlet;

  SpringApp(ClassLoader loader) throws Exception {
    MockServletContext web = new MockServletContext();
    context.setClassLoader(loader);
    context.setServletContext(web);
    ClassPathResource properties = new ClassPathResource("application.properties", loader);
    if (properties.exists()) {
      context.getEnvironment().getPropertySources().addLast(properties(properties));
    }
    context.register(Web.class);
    context.scan("app");
    servlet = new DispatcherServlet(context);
    servlet.init(new MockServletConfig(web, "app"));
  }

  private static ResourcePropertySource properties(ClassPathResource file) throws IOException {
    return new ResourcePropertySource(file);
  }

  @Override
  public String call() throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      servlet.service(new MockHttpServletRequest("GET", "/"), response);
    } catch (jakarta.servlet.ServletException e) {
      return "failed: " + e.getRootCause();
    }
    return response.getStatus() + " " + response.getContentAsString();
  }

  @Override
  public void close() {
    servlet.destroy();
    context.close();
  }

  @Configuration
  @EnableWebMvc
  static class Web implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
      registry.addResourceHandler("/**").addResourceLocations("classpath:/static/");
    }

    @Bean
    SpringResourceTemplateResolver templates() {
      SpringResourceTemplateResolver templates = new SpringResourceTemplateResolver();
      templates.setPrefix("classpath:/templates/");
      templates.setSuffix(".html");
      templates.setCacheable(false);
      return templates;
    }

    @Bean
    SpringTemplateEngine engine(SpringResourceTemplateResolver templates) {
      SpringTemplateEngine engine = new SpringTemplateEngine();
      engine.setTemplateResolver(templates);
      return engine;
    }

    @Bean
    ThymeleafViewResolver views(SpringTemplateEngine engine) {
      ThymeleafViewResolver views = new ThymeleafViewResolver();
      views.setTemplateEngine(engine);
      views.setCache(false);
      return views;
    }
  }
}
