package dev.innerloop.compile.incremental;

import dev.innerloop.content.ClassFile;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.objectweb.asm.ClassReader;

/**
 * Finds the sources of a module that may compile differently after an API change. Stateless: class
 * files and sources are read each time, no matter which tool wrote them.
 */
public final class Dependents {

  private final Module module;

  public Dependents(Module module) {
    this.module = module;
  }

  /**
   * The effect of a change.
   *
   * @param sources to compile again, by path
   * @param change for the module's own dependents, including subtypes
   */
  public record Effect(Set<String> sources, ApiChange change) {
    public Effect {
      sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
    }
  }

  /**
   * Finds the dependents; empty if they cannot be determined.
   *
   * @param sources all of the module
   */
  public Optional<Effect> of(ApiChange change, SortedMap<String, ModuleSources.Source> sources)
      throws IOException {
    Set<String> dependents = new HashSet<>();
    Optional<Set<String>> types = mention(change.types(), sources, dependents);
    if (change.everything() || types.isEmpty()) {
      return Optional.empty();
    }
    spell(change.words(), sources, dependents);
    return Optional.of(new Effect(dependents, new ApiChange(types.get(), change.words(), false)));
  }

  private record Candidate(Set<String> supertypes, Set<String> mentions, String source) {
    Candidate {
      supertypes = Collections.unmodifiableSet(new LinkedHashSet<>(supertypes));
      mentions = Collections.unmodifiableSet(new LinkedHashSet<>(mentions));
    }
  }

  /** Those types and their subtypes; nothing if some class file does not say where it is from. */
  private Optional<Set<String>> mention(
      Set<String> types, SortedMap<String, ModuleSources.Source> sources, Set<String> into)
      throws IOException {
    Map<String, Candidate> candidates = new HashMap<>();
    for (Map.Entry<String, Path> each : FileTree.files(module.outputFolder()).entrySet()) {
      if (!each.getKey().endsWith(".class")) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(each.getValue());
      Optional<ClassFile> classFile = ClassFile.read(bytes);
      if (classFile.isEmpty()) {
        return Optional.empty(); // another process is writing it
      }
      String source = classFile.get().sourcePath().orElse(null);
      if (source == null) {
        return Optional.empty();
      }
      if (sources.containsKey(source)) { // else it was not compiled from this module's sources
        candidates.put(
            classFile.get().name(),
            new Candidate(supertypes(bytes), ConstantPoolNames.mentions(bytes), source));
      }
    }
    Set<String> affected = withSubtypes(types, candidates);
    candidates.forEach(
        (name, candidate) -> {
          if (affected.contains(name)
              || candidate.mentions().stream().anyMatch(affected::contains)) {
            into.add(candidate.source());
          }
        });
    return Optional.of(affected);
  }

  private static Set<String> supertypes(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Set<String> supertypes = new HashSet<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      supertypes.add(reader.getSuperName());
    }
    return supertypes;
  }

  /** Who uses an inherited member mentions the type that inherits it, and no other. */
  private static Set<String> withSubtypes(Set<String> types, Map<String, Candidate> candidates) {
    Set<String> all = new HashSet<>(types);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Candidate> each : candidates.entrySet()) {
        if (!all.contains(each.getKey())
            && each.getValue().supertypes().stream().anyMatch(all::contains)) {
          all.add(each.getKey());
          grew = true;
        }
      }
    }
    return all;
  }

  private static void spell(
      Set<String> words, SortedMap<String, ModuleSources.Source> sources, Set<String> into)
      throws IOException {
    if (words.isEmpty()) {
      return;
    }
    for (Map.Entry<String, ModuleSources.Source> each : sources.entrySet()) {
      String text =
          new String(Files.readAllBytes(each.getValue().file()), StandardCharsets.ISO_8859_1);
      if (text.contains("\\u") || words.stream().anyMatch(word -> spells(text, word))) {
        into.add(each.getKey());
      }
    }
  }

  private static boolean spells(String text, String word) {
    if (!word.chars().allMatch(c -> c < 128)) {
      return true; // its bytes depend on the encoding
    }
    int at = text.indexOf(word);
    while (at >= 0) {
      int end = at + word.length();
      boolean starts = at == 0 || !isPart(text.charAt(at - 1));
      boolean ends = end == text.length() || !isPart(text.charAt(end));
      if (starts && ends) {
        return true;
      }
      at = text.indexOf(word, at + 1);
    }
    return false;
  }

  private static boolean isPart(char c) {
    return c < 128 && Character.isJavaIdentifierPart(c);
  }
}
