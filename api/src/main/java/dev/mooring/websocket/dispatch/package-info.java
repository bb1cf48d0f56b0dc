/**
 * How messages and events reach the code of an application: annotated endpoints, message handlers, decoders and
 * encoders, as the specification describes them. Shared by the client engine and the server half of this library and
 * public only for them: it is no contract, and may change in any release.
 */
@NullMarked
package dev.mooring.websocket.dispatch;

import org.jspecify.annotations.NullMarked;
