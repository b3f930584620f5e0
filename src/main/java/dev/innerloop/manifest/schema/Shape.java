package dev.innerloop.manifest.schema;

/** The type of a field's value. */
public sealed interface Shape {

  /** A single value. */
  enum Single implements Shape {
    STRING("text"),
    /** Base64. */
    BYTES("text"),
    BOOLEAN("true or false"),
    INT32("a whole number"),
    INT64("a whole number"),
    DOUBLE("a number"),
    /** Such as {@code 500m} or {@code 1Gi}. */
    QUANTITY("a quantity such as 500m or 1Gi"),
    INT_OR_STRING("a number or text"),
    TIME("text"),
    /** Any value. */
    ANY("a value");

    private final String words;

    Single(String words) {
      this.words = words;
    }

    @Override
    public String words() {
      return words;
    }
  }

  /** A list of such values. */
  record ListOf(Shape items) implements Shape {
    @Override
    public String words() {
      return "a list";
    }
  }

  /** A map with arbitrary keys, such as labels. */
  record MapOf(Shape values) implements Shape {
    @Override
    public String words() {
      return "a map";
    }
  }

  /** An object whose fields are in {@link Schema#type}. */
  record ObjectOf(String type) implements Shape {
    @Override
    public String words() {
      return "a map";
    }
  }

  /** Description for messages. */
  String words();
}
