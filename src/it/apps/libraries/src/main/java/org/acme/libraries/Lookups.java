package org.acme.libraries;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.mustachejava.DefaultMustacheFactory;
import com.google.inject.Guice;
import com.thoughtworks.xstream.XStream;
import com.zaxxer.hikari.util.UtilityElf;
import groovy.lang.GroovyShell;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import jakarta.validation.Validation;
import jakarta.xml.bind.JAXBContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.InitialContext;
import net.bytebuddy.pool.TypePool;
import org.acme.libraries.scanned.Hello;
import org.apache.commons.beanutils.ConvertUtils;
import org.apache.commons.configuration2.builder.fluent.Configurations;
import org.apache.commons.digester3.Digester;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.MapContext;
import org.apache.commons.jexl3.introspection.JexlPermissions;
import org.apache.commons.lang3.ClassUtils;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.ibatis.io.ResolverUtil;
import org.apache.ibatis.io.Resources;
import org.apache.logging.log4j.core.config.plugins.util.PluginManager;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.codehaus.janino.ExpressionEvaluator;
import org.flywaydb.core.Flyway;
import org.glassfish.jersey.server.ResourceConfig;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.mapstruct.factory.Mappers;
import org.openjdk.nashorn.api.scripting.NashornScriptEngineFactory;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.reflections.Reflections;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.Constructor;

/** One line for each way in which a library looks up what is the app's. */
final class Lookups {

  private static final String CIRCLE = "org.acme.libraries.Circle";

  private final Map<String, Callable<String>> all = new TreeMap<>();

  private Lookups() {
    all.put("byte-buddy", Lookups::byteBuddy);
    all.put("classgraph", Lookups::classGraph);
    all.put(
        "commons-beanutils",
        () -> "" + (ConvertUtils.convert(CIRCLE, Class.class) == Circle.class));
    all.put("commons-configuration", Lookups::configuration);
    all.put("commons-digester", Lookups::digester);
    all.put("commons-jexl", Lookups::jexl);
    all.put("commons-lang", () -> ((Shape) make(ClassUtils.getClass(CIRCLE))).text());
    all.put("commons-lang serialization", Lookups::serialization);
    all.put("flyway", Lookups::flyway);
    all.put("freemarker", Lookups::freeMarker);
    all.put("groovy", () -> "" + new GroovyShell().evaluate("new " + CIRCLE + "().text()"));
    all.put("guice", () -> Guice.createInjector().getInstance(Circle.class).text());
    all.put(
        "h2 alias",
        () -> h2("create alias text for 'org.acme.libraries.Functions.text'", "select text()"));
    all.put(
        "h2 trigger",
        () ->
            h2(
                "create table t (text varchar(100));create trigger u before insert on t for each"
                    + " row call 'org.acme.libraries.Functions';insert into t values ('')",
                "select text from t"));
    all.put("hibernate", Lookups::hibernate);
    all.put("hibernate-validator", Lookups::validator);
    all.put("hikari", () -> UtilityElf.createInstance(CIRCLE, Shape.class).text());
    all.put("jackson", Lookups::jackson);
    all.put("janino", Lookups::janino);
    all.put("jaxb", Lookups::jaxb);
    all.put("jdbc driver", () -> DriverManager.getConnection("jdbc:acme:").nativeSQL(""));
    all.put("jersey", Lookups::jersey);
    all.put("jndi", Lookups::jndi);
    all.put("jul handler", Lookups::julHandler);
    all.put("kryo", Lookups::kryo);
    all.put("liquibase", Lookups::liquibase);
    all.put("log4j", Lookups::log4j);
    all.put("logback", Lookups::logback);
    all.put("mapstruct", () -> Mappers.getMapper(Translation.class).of("mapped"));
    all.put("mustache", Lookups::mustache);
    all.put("mybatis resource", () -> text(Resources.getResourceAsStream("templates/page.txt")));
    all.put("mybatis scan", Lookups::myBatis);
    all.put("nashorn", Lookups::nashorn);
    all.put("order of resources", Lookups::order);
    all.put("quartz", Lookups::quartz);
    all.put("reflections", Lookups::reflections);
    all.put(
        "resource bundle",
        () -> ResourceBundle.getBundle("org.acme.libraries.texts").getString("text"));
    all.put("service loader", Lookups::serviceLoader);
    all.put("service loader of the system", Lookups::systemServiceLoader);
    all.put("snakeyaml", Lookups::snakeYaml);
    all.put("spring expression", Lookups::springExpression);
    all.put("spring factories", Lookups::springFactories);
    all.put("spring scan", Lookups::springScan);
    all.put("thymeleaf", Lookups::thymeleaf);
    all.put("velocity", Lookups::velocity);
    all.put("weld", Lookups::weld);
    all.put("xstream", Lookups::xStream);
  }

  /** In a thread of its own, as requests have a class loader of the server's. */
  static String results() throws InterruptedException {
    StringBuilder results = new StringBuilder();
    Thread thread =
        new Thread(
            () ->
                new Lookups()
                    .all.forEach(
                        (name, lookup) ->
                            results.append(name + ": " + result(lookup).trim() + "\n")));
    thread.setContextClassLoader(Lookups.class.getClassLoader());
    thread.start();
    thread.join();
    return results.toString();
  }

  private static String result(Callable<String> lookup) {
    try {
      return String.valueOf(lookup.call());
    } catch (Exception | LinkageError e) {
      return "FAILED " + e.toString().replace('\n', ' ');
    }
  }

  private static Object make(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor().newInstance();
  }

  private static String text(InputStream in) throws Exception {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String byteBuddy() {
    return ""
        + TypePool.Default.ofSystemLoader()
            .describe(CIRCLE)
            .resolve()
            .getInterfaces()
            .get(0)
            .asErasure();
  }

  private static String classGraph() {
    try (ScanResult scan = new ClassGraph().acceptPackages("org.acme.libraries").scan()) {
      return scan.getClassesImplementing(Shape.class).getNames()
          + " "
          + scan.getResourcesWithExtension("index").getPaths();
    }
  }

  private static String configuration() throws Exception {
    return new Configurations().properties("org/acme/libraries/texts.properties").getString("text");
  }

  private static String digester() throws Exception {
    Digester digester = new Digester();
    digester.addObjectCreate("circle", CIRCLE);
    return digester.<Shape>parse(new StringReader("<circle/>")).text();
  }

  private static String jexl() {
    return ""
        + new JexlBuilder()
            .permissions(JexlPermissions.UNRESTRICTED)
            .create()
            .createExpression("new('" + CIRCLE + "').text()")
            .evaluate(new MapContext());
  }

  private static String serialization() {
    byte[] bytes = SerializationUtils.serialize(new Circle());
    return SerializationUtils.<Circle>deserialize(bytes).text();
  }

  private static String flyway() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:flyway" + System.nanoTime());
    try (Connection kept = database.getConnection()) {
      Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
      return query(kept, "select title from book");
    }
  }

  private static String freeMarker() throws Exception {
    freemarker.template.Configuration configuration =
        new freemarker.template.Configuration(freemarker.template.Configuration.VERSION_2_3_31);
    configuration.setClassForTemplateLoading(freemarker.template.Configuration.class, "/templates");
    StringWriter text = new StringWriter();
    configuration.getTemplate("page.txt").process(Map.of(), text);
    return text.toString();
  }

  private static String h2(String before, String query) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(before.replace('\'', '"').replace("(\"\")", "('')"));
      }
      return query(connection, query);
    }
  }

  private static String query(Connection connection, String query) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String hibernate() {
    StandardServiceRegistryBuilder builder =
        new StandardServiceRegistryBuilder()
            .applySetting("hibernate.dialect", "org.hibernate.dialect.H2Dialect")
            .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false");
    var registry = builder.build();
    try {
      return new MetadataSources(registry)
              .addAnnotatedClassName("org.acme.libraries.Book")
              .buildMetadata()
              .getEntityBindings()
              .stream()
              .map(entity -> entity.getMappedClass() == Book.class)
              .toList()
              .toString();
    } finally {
      StandardServiceRegistryBuilder.destroy(registry);
    }
  }

  private static String validator() {
    try (var factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      return factory.getValidator().validate(new Book()).iterator().next().getMessage();
    }
  }

  private static String jackson() throws Exception {
    String json = "{\"@class\":\"" + CIRCLE + "\",\"name\":\"json\"}";
    return new ObjectMapper().readValue(json, Shape.class).text();
  }

  private static String janino() throws Exception {
    ExpressionEvaluator evaluator = new ExpressionEvaluator();
    evaluator.setExpressionType(String.class);
    evaluator.cook("org.acme.libraries.Text.value()");
    return "" + evaluator.evaluate(new Object[0]);
  }

  private static String jaxb() throws Exception {
    Object read =
        JAXBContext.newInstance("org.acme.libraries")
            .createUnmarshaller()
            .unmarshal(new StringReader("<circle><name>xml</name></circle>"));
    return ((Circle) read).text();
  }

  private static String jersey() {
    return names(new ResourceConfig().packages("org.acme.libraries.scanned").getClasses());
  }

  private static String jndi() throws Exception {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "org.acme.libraries.AcmeContextFactory");
    return "" + new InitialContext(environment).lookup("named");
  }

  private static String julHandler() throws Exception {
    LogManager.getLogManager()
        .updateConfiguration(
            stream("org.acme.handled.handlers=org.acme.libraries.CollectingHandler\n"),
            key -> (before, after) -> after == null ? before : after);
    Logger.getLogger("org.acme.handled").info("handled");
    return CollectingHandler.last;
  }

  private static String kryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(false);
    Output output = new Output(1024, -1);
    kryo.writeClassAndObject(output, new Circle());
    Kryo other = new Kryo();
    other.setRegistrationRequired(false);
    return ((Circle) other.readClassAndObject(new Input(output.toBytes()))).text();
  }

  private static String liquibase() throws Exception {
    try (var resources = new liquibase.resource.ClassLoaderResourceAccessor()) {
      return text(resources.getExisting("templates/page.txt").openInputStream());
    }
  }

  private static String log4j() {
    PluginManager plugins = new PluginManager("Converter");
    plugins.collectPlugins(List.of("org.acme.libraries"));
    return ""
        + (plugins.getPluginType("MinePatternConverter").getPluginClass()
            == MinePatternConverter.class);
  }

  private static String logback() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        stream(
            "<configuration>"
                + "<conversionRule conversionWord='mine'"
                + " converterClass='org.acme.libraries.MineConverter'/>"
                + "<appender name='all' class='org.acme.libraries.CollectingAppender'>"
                + "<layout class='ch.qos.logback.classic.PatternLayout'>"
                + "<pattern>%mine</pattern></layout></appender>"
                + "<root level='info'><appender-ref ref='all'/></root></configuration>"));
    ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
    root.info("logged");
    return ((CollectingAppender) root.getAppender("all")).text.toString();
  }

  private static String mustache() throws Exception {
    StringWriter text = new StringWriter();
    new DefaultMustacheFactory("templates").compile("page.txt").execute(text, Map.of()).flush();
    return text.toString();
  }

  private static String myBatis() {
    return names(
        new ResolverUtil<Shape>()
            .findImplementations(Shape.class, "org.acme.libraries")
            .getClasses());
  }

  private static String names(java.util.Collection<? extends Class<?>> types) {
    return types.stream().map(Class::getName).sorted().collect(Collectors.joining(" "));
  }

  /** Of the app first, and each once. */
  private static String order() throws Exception {
    Enumeration<URL> all =
        org.apache.commons.lang3.ClassUtils.class
            .getClassLoader()
            .getResources("META-INF/services/java.sql.Driver");
    return Collections.list(all).stream()
        .map(
            url ->
                url.getProtocol()
                    + " "
                    + url.getPath()
                        .replaceAll(".*/([^/]+\\.jar)!.*", "$1")
                        .replaceAll(".*/classes/.*", "classes"))
        .toList()
        .toString();
  }

  private static String nashorn() throws Exception {
    return ""
        + new NashornScriptEngineFactory()
            .getScriptEngine()
            .eval("new (Java.type('" + CIRCLE + "'))().text()");
  }

  private static String quartz() throws Exception {
    CascadingClassLoadHelper helper = new CascadingClassLoadHelper();
    helper.initialize();
    return "" + (helper.loadClass("org.acme.libraries.Work") == Work.class);
  }

  private static String reflections() {
    return names(new Reflections("org.acme.libraries").getSubTypesOf(Shape.class));
  }

  private static String serviceLoader() {
    return ServiceLoader.load(Shape.class).iterator().next().text();
  }

  private static String systemServiceLoader() {
    ServiceLoader<Shape> shapes =
        ServiceLoader.load(Shape.class, ClassUtils.class.getClassLoader());
    return shapes.stream().map(provider -> provider.get().text()).toList().toString();
  }

  private static String snakeYaml() {
    LoaderOptions options = new LoaderOptions();
    options.setTagInspector(tag -> true);
    Shape read = new Yaml(new Constructor(options)).load("!!" + CIRCLE + " {name: yaml}");
    return read.text();
  }

  private static String springExpression() {
    return ""
        + new SpelExpressionParser()
            .parseExpression("T(org.acme.libraries.Text).value()")
            .getValue();
  }

  private static String springFactories() {
    ClassLoader ofSpring = SpringFactoriesLoader.class.getClassLoader();
    return SpringFactoriesLoader.forDefaultResourceLocation(ofSpring)
        .load(Shape.class)
        .get(0)
        .text();
  }

  private static String springScan() {
    try (var context = new AnnotationConfigApplicationContext("org.acme.libraries.scanned")) {
      return context.getBean(Hello.class).text();
    }
  }

  private static String thymeleaf() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/");
    resolver.setSuffix(".txt");
    resolver.setTemplateMode("TEXT");
    TemplateEngine engine = new TemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine.process("page", new org.thymeleaf.context.Context());
  }

  private static String velocity() {
    Properties settings = new Properties();
    settings.setProperty("resource.loaders", "class");
    settings.setProperty(
        "resource.loader.class.class",
        "org.apache.velocity.runtime.resource.loader.ClasspathResourceLoader");
    StringWriter text = new StringWriter();
    new VelocityEngine(settings)
        .getTemplate("templates/page.txt")
        .merge(new VelocityContext(), text);
    return text.toString();
  }

  private static String weld() {
    try (WeldContainer container = new Weld().initialize()) {
      return container.select(Hello.class).get().text();
    }
  }

  private static String xStream() {
    XStream xstream = new XStream();
    xstream.allowTypes(new Class<?>[] {Circle.class});
    return ((Circle) xstream.fromXML("<" + CIRCLE + "><name>xml</name></" + CIRCLE + ">")).text();
  }
}
