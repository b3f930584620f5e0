package dev.innerloop.forward;

/**
 * Which port of this machine to take.
 *
 * @param number the port, or the first one to try
 * @param exact whether it has to be that one
 * @param parameter by which the user may choose another one
 */
public record LocalPort(int number, boolean exact, String parameter) {

  /** That one, or none. */
  public static LocalPort exactly(int number, String parameter) {
    return new LocalPort(number, true, parameter);
  }

  /** That one, or the next free one. */
  public static LocalPort from(int number, String parameter) {
    return new LocalPort(number, false, parameter);
  }
}
