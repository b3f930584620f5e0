/**
 * The bytes between a session, a supervisor and the agent in the app's JVM: length-prefixed frames,
 * each with a type.
 *
 * <p>Version 5 of the protocol is frozen; {@code WireFormatTest} pins its bytes. There are two ways
 * to change it:
 *
 * <ul>
 *   <li><b>Compatible.</b> Fields are only appended to a payload, and readers take a default where
 *       the payload ends before ({@code in.available() == 0}); what follows the last known field is
 *       ignored. New frame types and constants go to the end of their enum. {@link Protocol#LEVEL}
 *       is raised by one: {@link Hello} and {@link Welcome} tell the other end which level this end
 *       has, and neither sends a frame or a constant that is above the level of the other.
 *   <li><b>Incompatible.</b> {@link Protocol#VERSION} is raised by one. A supervisor refuses
 *       another version with {@link Refusal.Cause#VERSION}, which names both. The plugin brings its
 *       own supervisor with it: the pod template then differs, and the rollout that follows
 *       replaces the supervisor that refused.
 * </ul>
 *
 * <p>So that any version can refuse any other, two frames never change: of {@link Hello} its type
 * (0), the magic number and the version; {@link Refusal} as a whole, with its type (2).
 */
package dev.innerloop.wire;
