package dev.innerloop.mojo.parameter;

/** A parameter of several elements in the POM. */
public interface CompoundParameter {

  /** Reads each element by itself, and then all of them together. */
  void check(ParameterChecks checks);
}
