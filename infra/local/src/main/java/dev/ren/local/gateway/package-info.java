/**
 * API Gateway on one machine: the REST API, the WebSocket API with its {@code @connections}, and in
 * front of both the web site, as CloudFront has it. What a client could notice of the real ones is
 * the same here.
 */
@NullMarked
package dev.ren.local.gateway;

import org.jspecify.annotations.NullMarked;
