package dev.innerloop.project.maven;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a plugin, whose classes this plugin cannot refer to. */
record PluginObject(Object object) {

  @Nullable Object call(String name) throws ReflectiveOperationException {
    return method(name).orElseThrow(() -> missing(name)).invoke(object);
  }

  @Nullable Object call(String name, Class<?> parameter, @Nullable Object argument)
      throws ReflectiveOperationException {
    return method(name, parameter).orElseThrow(() -> missing(name)).invoke(object, argument);
  }

  /** Also of a superclass, and not public; without parameter types, the first of that name. */
  Optional<Method> method(String name, Class<?>... parameters) {
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && (parameters.length == 0
                || List.of(parameters).equals(List.of(method.getParameterTypes())))) {
          method.setAccessible(true);
          return Optional.of(method);
        }
      }
    }
    return Optional.empty();
  }

  @Nullable Object field(String name) throws ReflectiveOperationException {
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(object);
        }
      }
    }
    throw new NoSuchFieldException(missing(name).getMessage());
  }

  private NoSuchMethodException missing(String name) {
    return new NoSuchMethodException(
        "its version is not supported: " + object.getClass().getName() + " has no " + name);
  }
}
