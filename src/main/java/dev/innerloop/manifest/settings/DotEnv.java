package dev.innerloop.manifest.settings;

import dev.innerloop.io.ComposeTemplate;
import dev.innerloop.io.ComposeTemplate.InvalidException;
import dev.innerloop.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The format of {@code .env} files, as Compose reads them. Each line is used, or an error names it.
 */
final class DotEnv {

  private static final Pattern EXPORT = Pattern.compile("export[ \\t]+");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.\\[\\]-]*");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[abcfnrtv$\"\\\\]|0[0-7]{0,3})");
  private static final Pattern REST = Pattern.compile("[ \\t]*(?:#[^\\n]*)?(?:\\n|$)");

  private final String file;
  private final String text;
  private final Function<String, Optional<String>> environment;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final ComposeTemplate template;
  private int at;

  private DotEnv(String file, String text, Function<String, Optional<String>> environment) {
    this.file = file;
    this.text = text;
    this.environment = environment;
    this.template = new ComposeTemplate(this::value);
  }

  /**
   * The variables of a text.
   *
   * @param file in messages
   * @param environment the variables of this process: those that a value refers to, and those that
   *     a line only names
   * @throws Problem if a line is invalid
   */
  static Map<String, String> parse(
      String file, String text, Function<String, Optional<String>> environment) {
    String unix = text.replace("\r\n", "\n");
    DotEnv parser =
        new DotEnv(file, unix.startsWith("\uFEFF") ? unix.substring(1) : unix, environment);
    while (parser.skipToStatement()) {
      parser.statement();
    }
    return parser.variables;
  }

  /** The environment overrides the file, as in Compose. */
  private Optional<String> value(String name) {
    return environment.apply(name).or(() -> Optional.ofNullable(variables.get(name)));
  }

  private boolean skipToStatement() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        at = endOfLine();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private int endOfLine() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private void statement() {
    int begin = at;
    Matcher export = EXPORT.matcher(text).region(at, text.length());
    if (export.lookingAt()) {
      at = export.end();
    }
    int end = at;
    while (end < endOfLine() && text.charAt(end) != '=' && text.charAt(end) != ':') {
      end++;
    }
    boolean hasValue = end < endOfLine();
    String name = text.substring(at, end).strip();
    if (!hasValue) {
      name = name.replaceFirst("\\s+#.*$", "");
    }
    if (name.isEmpty() || !NAME.matcher(name).matches()) {
      throw invalid(
          begin,
          name.isEmpty() ? "the variable has no name" : "\"" + name + "\" is not a variable name",
          "Lines are NAME=VALUE, or begin with # if they are a comment.");
    }
    at = hasValue ? end + 1 : end;
    if (hasValue) {
      variables.put(name, value(begin));
    } else {
      environment.apply(name).ifPresent(value -> variables.put(nameAt(begin), value));
    }
  }

  private String nameAt(int begin) {
    String line = text.substring(begin, endOfLine());
    return EXPORT.matcher(line).replaceFirst("").replaceFirst("\\s+#.*$", "").strip();
  }

  private String value(int begin) {
    while (at < text.length() && text.charAt(at) != '\n' && isBlank(text.charAt(at))) {
      at++;
    }
    char quote = at < text.length() ? text.charAt(at) : '\n';
    if (quote == '"' || quote == '\'') {
      return quoted(quote, begin);
    }
    int end = endOfLine();
    String value = text.substring(at, end);
    int comment = value.startsWith("#") ? 0 : value.indexOf(" #");
    at = end;
    return substitute((comment < 0 ? value : value.substring(0, comment)).strip(), begin);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == '\u00A0';
  }

  /** Quoted values can have several lines. */
  private String quoted(char quote, int begin) {
    StringBuilder value = new StringBuilder();
    for (int next = at + 1; next < text.length(); next++) {
      char c = text.charAt(next);
      if (c == quote) {
        at = next + 1;
        requireEnd();
        return quote == '\'' ? value.toString() : substitute(unescape(value.toString()), begin);
      }
      if (c == '\\' && next + 1 < text.length()) {
        next++;
        if (text.charAt(next) != quote) {
          value.append(c);
        }
        c = text.charAt(next);
      }
      value.append(c);
    }
    throw invalid(
        begin, "the quote " + quote + " is not closed", "Close it, or write \\" + quote + ".");
  }

  private void requireEnd() {
    Matcher rest = REST.matcher(text).region(at, text.length());
    if (!rest.lookingAt()) {
      throw invalid(
          at,
          "\"" + text.substring(at, endOfLine()).strip() + "\" follows a closing quote",
          "Quote the whole value, and write a quote in it with a backslash.");
    }
    at = rest.end();
  }

  private String substitute(String value, int begin) {
    try {
      return template.substitute(value);
    } catch (InvalidException e) {
      throw invalid(begin, String.valueOf(e.getMessage()), "A $ that is none is written $$.", e);
    }
  }

  private static String unescape(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(match -> Matcher.quoteReplacement(unescaped(match.group())));
  }

  private static String unescaped(String escape) {
    return switch (escape.charAt(1)) {
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000B";
      case '$' -> "$$"; // a dollar sign that begins no variable
      case '"' -> "\"";
      case '\\' -> "\\";
      case '0' ->
          escape.length() < 5
              ? escape
              : String.valueOf((char) Integer.parseInt(escape.substring(2), 8));
      default -> escape;
    };
  }

  private Problem invalid(int position, String what, String remedy) {
    return invalid(position, what, remedy, null);
  }

  private Problem invalid(int position, String what, String remedy, @Nullable Throwable cause) {
    long line = text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    return new Problem(file + ":" + line + ": " + what + ".", remedy, cause);
  }
}
